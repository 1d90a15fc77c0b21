package org.pagurus.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.guest.DeviceState;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.protocol.wire.Cancel;
import org.pagurus.protocol.wire.Cancelled;
import org.pagurus.protocol.wire.ClockProbe;
import org.pagurus.protocol.wire.ClockReply;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.protocol.wire.Done;
import org.pagurus.protocol.wire.Failed;
import org.pagurus.protocol.wire.LastRoundEnd;
import org.pagurus.protocol.wire.Ownership;
import org.pagurus.protocol.wire.Prepared;
import org.pagurus.protocol.wire.Query;
import org.pagurus.protocol.wire.Release;
import org.pagurus.protocol.wire.Reserved;
import org.pagurus.protocol.wire.Resume;
import org.pagurus.protocol.wire.Resumed;
import org.pagurus.protocol.wire.RoundEnd;
import org.pagurus.protocol.wire.RoundReceived;
import org.pagurus.protocol.wire.Running;
import org.pagurus.protocol.wire.SavedDevices;
import org.pagurus.protocol.wire.Standing;
import org.pagurus.protocol.wire.StreamPosition;

class ControlMessagesTest {
    private static final MigrationToken TOKEN =
            new MigrationToken(0x0001_0203_0405_0607L, 0x0809_0a0b_0c0d_0e0fL);

    private static final GuestDescription GUEST =
            new GuestDescription(
                    "shop-7",
                    "synthetic",
                    64L << 20,
                    new NicAddress(
                            MacAddress.parse("52:54:00:12:34:56"), Ipv4Address.parse("10.0.2.15")),
                    ByteString.copyFromUtf8("kv"));

    /** Every message, as it stands in the golden file. */
    private static Map<String, ControlMessage> messages() {
        Map<String, ControlMessage> all = new LinkedHashMap<>();
        for (ControlMessage.Builder builder :
                new ControlMessage.Builder[] {
                    message().setSetup(ControlMessages.setup(GUEST, 4, true, 0, 30_000)),
                    message().setReserved(Reserved.getDefaultInstance()),
                    message().setClockProbe(ClockProbe.newBuilder().setSentNs(-2)),
                    message()
                            .setClockReply(
                                    ClockReply.newBuilder()
                                            .setProbeSentNs(-2)
                                            .setReceivedNs(3)
                                            .setSentNs(4)),
                    message().setRoundEnd(RoundEnd.newBuilder().setRound(300).setPages(16_384)),
                    message().setRoundReceived(RoundReceived.newBuilder().setRound(300)),
                    message()
                            .setSavedDevices(
                                    SavedDevices.newBuilder()
                                            .setState(ByteString.copyFromUtf8("state"))),
                    message()
                            .setLastRoundEnd(
                                    LastRoundEnd.newBuilder()
                                            .setRound(301)
                                            .setPages(12)
                                            .setDigest(0x0123_4567_89ab_cdefL)),
                    message()
                            .setPrepared(
                                    Prepared.newBuilder().setDeviceLoadNs(1_000).setDigestNs(7)),
                    message().setRelease(Release.getDefaultInstance()),
                    message()
                            .setRunning(
                                    Running.newBuilder()
                                            .setResumedAtNs(5)
                                            .setJournalNs(6)
                                            .setResumeNs(7)),
                    message().setDone(Done.getDefaultInstance()),
                    message().setCancel(Cancel.newBuilder().setReason("by hand")),
                    message().setCancelled(Cancelled.getDefaultInstance()),
                    message().setQuery(Query.getDefaultInstance()),
                    message()
                            .setStanding(
                                    Standing.newBuilder()
                                            .setOwnership(Ownership.OWNERSHIP_REFUSED)),
                    message().setFailed(Failed.newBuilder().setField("memory").setReason("none")),
                    message().setResume(Resume.newBuilder().setAttempt(2).setRound(300)),
                    message()
                            .setResumed(
                                    Resumed.newBuilder()
                                            .setAttempt(2)
                                            .setRound(300)
                                            .addStreams(
                                                    StreamPosition.newBuilder()
                                                            .setRound(300)
                                                            .setFrames(5))
                                            .addStreams(StreamPosition.newBuilder().setRound(301))),
                }) {
            ControlMessage built = builder.build();
            all.put(built.getBodyCase().name(), built);
        }
        return all;
    }

    private static ControlMessage.Builder message() {
        return ControlMessage.newBuilder().setToken(TOKEN.toBytes());
    }

    static Set<String> names() {
        Set<String> names = new TreeSet<>(messages().keySet());
        names.addAll(Golden.read("control-messages.hex").keySet());
        return names;
    }

    @Test
    void everyMessageIsGolden() {
        Set<String> bodies =
                Arrays.stream(BodyCase.values())
                        .filter(body -> body != BodyCase.BODY_NOT_SET)
                        .map(BodyCase::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(bodies, names());
    }

    @ParameterizedTest
    @MethodSource("names")
    void writesAndReadsTheGoldenBytes(String name) throws ProtocolException {
        byte[] golden = Golden.read("control-messages.hex").get(name);
        ControlMessage message = messages().get(name);
        HexFormat hex = HexFormat.ofDelimiter(" ");
        assertEquals(hex.formatHex(golden), hex.formatHex(message.toByteArray()));
        assertEquals(message, ControlMessages.parse(golden));
    }

    @Test
    void setupCarriesTheWholeDescription() throws ProtocolException {
        assertEquals(
                GUEST, ControlMessages.guest(ControlMessages.setup(GUEST, 4, true, 0, 30_000)));
    }

    @Test
    void tokenReadsAsItWasWritten() throws ProtocolException {
        assertEquals(TOKEN, MigrationToken.of(TOKEN.toBytes()));
        assertEquals("000102030405060708090a0b0c0d0e0f", TOKEN.toString());
        assertEquals(MigrationToken.SIZE_BYTES, TOKEN.toBytes().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 17, 1000})
    void refusesATokenOfAnotherLength(int length) {
        byte[] bytes =
                message()
                        .setToken(ByteString.copyFrom(new byte[length]))
                        .setQuery(Query.getDefaultInstance())
                        .build()
                        .toByteArray();
        ProtocolException e =
                assertThrows(ProtocolException.class, () -> ControlMessages.parse(bytes));
        assertEquals("token: expected 16 bytes but found " + length, e.getMessage());
    }

    @Test
    void refusesAMessageWithoutABody() {
        for (byte[] bytes : new byte[][] {{}, message().build().toByteArray()}) {
            ProtocolException e =
                    assertThrows(ProtocolException.class, () -> ControlMessages.parse(bytes));
            assertEquals("control.body", e.field());
        }
    }

    @Test
    void refusesAMessageOverTheLimit() throws ProtocolException {
        ProtocolException e =
                assertThrows(
                        ProtocolException.class,
                        () -> ControlMessages.parse(new byte[Limits.CONTROL_MESSAGE_BYTES + 1]));
        assertEquals("control.length", e.field());
        byte[] largest =
                message()
                        .setSavedDevices(
                                SavedDevices.newBuilder()
                                        .setState(
                                                ByteString.copyFrom(
                                                        new byte[DeviceState.MAX_BYTES])))
                        .build()
                        .toByteArray();
        assertEquals(
                DeviceState.MAX_BYTES,
                ControlMessages.parse(largest).getSavedDevices().getState().size());
    }

    @Test
    void anyBytesAreAMessageOrRefused() {
        Random random = new Random(1);
        int parsed = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[][] all =
                    messages().values().stream()
                            .map(ControlMessage::toByteArray)
                            .toArray(byte[][]::new);
            byte[] bytes = all[random.nextInt(all.length)];
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 4));
            try {
                ControlMessage message = ControlMessages.parse(bytes);
                parsed++;
                if (message.hasSetup()) {
                    ControlMessages.guest(message.getSetup());
                }
            } catch (ProtocolException e) {
                assertTrue(!e.field().isEmpty() && e.getMessage().lines().count() == 1, "" + e);
            }
        }
        assertTrue(parsed > 100, "only " + parsed + " were read at all");
    }

    @Test
    void reasonsAreOneLineOfText() {
        assertEquals(
                "a b c d e", ControlMessages.reason("\na\r\nb\u0085c\u2028d\u001b\u202ee\ud800"));
        String wide = "\ud83e\udd80".repeat(Limits.REASON_CHARS);
        assertEquals(Limits.REASON_CHARS, ControlMessages.reason(wide).length());
        String odd = ControlMessages.reason("x" + wide);
        assertEquals(Limits.REASON_CHARS - 1, odd.length());
        assertTrue(Character.isLowSurrogate(odd.charAt(odd.length() - 1)));
    }
}
