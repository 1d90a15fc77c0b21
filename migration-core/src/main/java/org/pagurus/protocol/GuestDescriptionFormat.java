package org.pagurus.protocol;

import com.google.protobuf.ByteString;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;

/**
 * A guest's description as bytes in a file, big-endian.
 *
 * <pre>
 *   +------+------+------+------+--------+-----+----+---------------+---------------
 *   | name | name | kind | kind | memory | mac | ip | configuration | configuration
 *   +------+------+------+------+--------+-----+----+---------------+---------------
 *    length 2      length 2      bytes 8   8    4     length 4
 * </pre>
 */
public final class GuestDescriptionFormat {
    private static final int FIXED_BYTES = 2 + 2 + 8 + 8 + 4 + 4;
    private static final int MAX_NAME_BYTES = 64;
    private static final int MAX_KIND_BYTES = 4 * Limits.GUEST_KIND_CHARS;

    /** The longest that one can be. */
    public static final int MAX_BYTES =
            FIXED_BYTES + MAX_NAME_BYTES + MAX_KIND_BYTES + Limits.CONFIGURATION_BYTES;

    private GuestDescriptionFormat() {}

    /**
     * @throws IllegalArgumentException names the field that is too long
     */
    public static byte[] encode(GuestDescription guest) {
        byte[] name = utf8(guest.name(), MAX_NAME_BYTES, "guest name");
        byte[] kind = utf8(guest.kind(), MAX_KIND_BYTES, "guest kind");
        ByteString configuration = guest.configuration();
        if (configuration.size() > Limits.CONFIGURATION_BYTES) {
            throw new IllegalArgumentException(
                    "configuration must be up to "
                            + Limits.CONFIGURATION_BYTES
                            + " bytes but is "
                            + configuration.size());
        }
        ByteBuffer out =
                ByteBuffer.allocate(FIXED_BYTES + name.length + kind.length + configuration.size());
        out.putShort((short) name.length).put(name);
        out.putShort((short) kind.length).put(kind);
        out.putLong(guest.memoryBytes());
        out.putLong(guest.nic().mac().bits()).putInt(guest.nic().ip().bits());
        out.putInt(configuration.size()).put(configuration.asReadOnlyByteBuffer());
        return out.array();
    }

    /**
     * Reads one; what lies behind it stays.
     *
     * @throws BufferUnderflowException when a field is longer than what is there
     * @throws IllegalArgumentException when an address is none
     */
    public static GuestDescription decode(ByteBuffer in) {
        String name = text(in, in.getShort() & 0xffff);
        String kind = text(in, in.getShort() & 0xffff);
        long memoryBytes = in.getLong();
        NicAddress nic = new NicAddress(new MacAddress(in.getLong()), new Ipv4Address(in.getInt()));
        byte[] configuration = bytes(in, in.getInt());
        return new GuestDescription(
                name, kind, memoryBytes, nic, ByteString.copyFrom(configuration));
    }

    /**
     * A text's bytes.
     *
     * @throws IllegalArgumentException when they are more
     */
    public static byte[] utf8(String text, int maxBytes, String what) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > maxBytes) {
            throw new IllegalArgumentException(
                    what + " must be up to " + maxBytes + " bytes but is " + bytes.length);
        }
        return bytes;
    }

    /** A text of so many bytes; as {@link #decode} where there are fewer. */
    public static String text(ByteBuffer in, int lengthBytes) {
        return new String(bytes(in, lengthBytes), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in, int lengthBytes) {
        if (lengthBytes < 0 || lengthBytes > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[lengthBytes];
        in.get(bytes);
        return bytes;
    }
}
