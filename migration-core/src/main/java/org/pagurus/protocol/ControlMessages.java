package org.pagurus.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.regex.Pattern;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.Setup;
import org.pagurus.protocol.wire.Verify;

/**
 * Reads control messages that are not to be trusted, and turns what they carry into the engine's
 * own types.
 */
public final class ControlMessages {
    /** Control, format, private and unassigned characters, and what ends a line or paragraph. */
    private static final Pattern NO_TEXT = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

    private ControlMessages() {}

    /** Reads a message: known body, token of the right length. */
    public static ControlMessage parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > Limits.CONTROL_MESSAGE_BYTES) {
            throw new ProtocolException(
                    "control.length",
                    "expected up to "
                            + Limits.CONTROL_MESSAGE_BYTES
                            + " but found "
                            + bytes.length);
        }
        ControlMessage message;
        try {
            message = ControlMessage.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new ProtocolException("control", "not a control message: " + e.getMessage());
        }
        if (message.getBodyCase() == ControlMessage.BodyCase.BODY_NOT_SET) {
            throw new ProtocolException("control.body", "expected a known body but found none");
        }
        MigrationToken.of(message.getToken());
        return message;
    }

    public static Setup setup(
            GuestDescription guest,
            int streams,
            boolean verifyFull,
            int windowLog,
            int reconnectLimitMs) {
        return Setup.newBuilder()
                .setGuestName(guest.name())
                .setGuestKind(guest.kind())
                .setMemoryBytes(guest.memoryBytes())
                .setMac(guest.nic().mac().bits())
                .setIp(guest.nic().ip().bits())
                .setConfiguration(guest.configuration())
                .setPageSizeBytes(Page.SIZE_BYTES)
                .setStreams(streams)
                .setWindowLog(windowLog)
                .setReconnectLimitMs(reconnectLimitMs)
                .setVerify(verifyFull ? Verify.VERIFY_FULL : Verify.VERIFY_DIGEST)
                .build();
    }

    /** The guest that a setup describes, with every field checked. */
    public static GuestDescription guest(Setup setup) throws ProtocolException {
        require(
                setup.getPageSizeBytes() == Page.SIZE_BYTES,
                "setup.pageSizeBytes",
                "4096",
                setup.getPageSizeBytes());
        require(
                setup.getStreams() >= 1 && setup.getStreams() <= Limits.STREAMS,
                "setup.streams",
                "1 to " + Limits.STREAMS,
                setup.getStreams());
        require(
                setup.getWindowLog() == 0
                        || setup.getWindowLog() >= Limits.MIN_WINDOW_LOG
                                && setup.getWindowLog() <= Limits.MAX_WINDOW_LOG,
                "setup.windowLog",
                "0 or " + Limits.MIN_WINDOW_LOG + " to " + Limits.MAX_WINDOW_LOG,
                setup.getWindowLog());
        require(
                setup.getReconnectLimitMs() >= 0
                        && setup.getReconnectLimitMs() <= Limits.RECONNECT_LIMIT_MS,
                "setup.reconnectLimitMs",
                "0 to " + Limits.RECONNECT_LIMIT_MS,
                Integer.toUnsignedString(setup.getReconnectLimitMs()));
        require(
                GuestDescription.isName(setup.getGuestName()),
                "setup.guestName",
                GuestDescription.NAME_FORM,
                setup.getGuestName());
        require(
                !setup.getGuestKind().isEmpty()
                        && setup.getGuestKind().length() <= Limits.GUEST_KIND_CHARS,
                "setup.guestKind",
                "1 to " + Limits.GUEST_KIND_CHARS + " characters",
                setup.getGuestKind().length() + " characters");
        long memory = setup.getMemoryBytes();
        require(
                memory > 0 && memory <= GuestMemory.MAX_BYTES && memory % Page.SIZE_BYTES == 0,
                "setup.memoryBytes",
                "a multiple of 4096 up to 64 GiB",
                Long.toUnsignedString(memory));
        ByteString configuration = setup.getConfiguration();
        require(
                configuration.size() <= Limits.CONFIGURATION_BYTES,
                "setup.configuration",
                "up to " + Limits.CONFIGURATION_BYTES + " bytes",
                configuration.size());
        require(
                setup.getMac() >>> 48 == 0,
                "setup.mac",
                "48 bits",
                Long.toHexString(setup.getMac()));
        require(
                setup.getVerify() == Verify.VERIFY_DIGEST
                        || setup.getVerify() == Verify.VERIFY_FULL,
                "setup.verify",
                "VERIFY_DIGEST or VERIFY_FULL",
                setup.getVerify());
        NicAddress nic =
                new NicAddress(new MacAddress(setup.getMac()), new Ipv4Address(setup.getIp()));
        return new GuestDescription(
                setup.getGuestName(), setup.getGuestKind(), memory, nic, configuration);
    }

    /**
     * Cuts a reason from here or there to what the protocol carries: one line, no control
     * characters, nothing that a terminal or a log would take for more than text.
     */
    public static String reason(String text) {
        String line = NO_TEXT.matcher(text).replaceAll(" ").strip();
        if (line.length() <= Limits.REASON_CHARS) {
            return line;
        }
        boolean splitsPair = Character.isHighSurrogate(line.charAt(Limits.REASON_CHARS - 1));
        return line.substring(0, splitsPair ? Limits.REASON_CHARS - 1 : Limits.REASON_CHARS);
    }

    private static void require(boolean holds, String field, String expected, Object found)
            throws ProtocolException {
        if (!holds) {
            throw new ProtocolException(
                    field, "expected " + expected + " but found " + reason(found.toString()));
        }
    }
}
