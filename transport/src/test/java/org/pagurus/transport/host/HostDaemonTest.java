package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pagurus.engine.HostileMessages;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.Cancel;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.protocol.wire.LastRoundEnd;
import org.pagurus.protocol.wire.Prepared;
import org.pagurus.protocol.wire.RoundEnd;
import org.pagurus.protocol.wire.SavedDevices;
import org.pagurus.protocol.wire.Setup;
import org.pagurus.protocol.wire.Verify;
import org.pagurus.report.Outcome;
import org.pagurus.testing.Seeds;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.peer.Frames;
import org.pagurus.transport.peer.RawPeer;

/** A source that says what it should not, against a daemon that must serve on and keep nothing. */
@Timeout(60)
class HostDaemonTest {
    private static final int STREAMS = 2;
    private static final long MEMORY_BYTES = 8 << 20;
    private static final MigrationToken TOKEN = new MigrationToken(1, 2);

    private TestHosts hosts;

    @BeforeEach
    void start() throws IOException {
        hosts = new TestHosts(DirtyLogKind.SOFTWARE, 256L << 20);
    }

    @AfterEach
    void close() {
        hosts.close();
    }

    static List<Arguments> wrongSetups() {
        return List.of(
                setup("setup.guestName", s -> s.setGuestName("")),
                setup("setup.guestName", s -> s.setGuestName("../etc")),
                setup("setup.guestName", s -> s.setGuestName("x".repeat(65))),
                setup("setup.guestKind", s -> s.setGuestKind("")),
                setup("setup.guestKind", s -> s.setGuestKind("x".repeat(33))),
                setup("unknown guest kind", s -> s.setGuestKind("mainframe")),
                setup("setup.memoryBytes", s -> s.setMemoryBytes(0)),
                setup("setup.memoryBytes", s -> s.setMemoryBytes(4097)),
                setup("setup.memoryBytes", s -> s.setMemoryBytes(-4096)),
                setup("setup.memoryBytes", s -> s.setMemoryBytes((64L << 30) + 4096)),
                setup("memoryBytes: expected up to", s -> s.setMemoryBytes(1L << 30)),
                setup("setup.windowLog", s -> s.setWindowLog(9)),
                setup("setup.windowLog", s -> s.setWindowLog(28)),
                setup("setup: windowLog: expected up to the 260046848 ", s -> s.setWindowLog(27)),
                setup("setup.mac", s -> s.setMac(1L << 48)),
                setup("setup.pageSizeBytes", s -> s.setPageSizeBytes(0)),
                setup("setup.pageSizeBytes", s -> s.setPageSizeBytes(65_536)),
                setup("setup.streams", s -> s.setStreams(0)),
                setup("setup.streams", s -> s.setStreams(65)),
                setup("setup.streams", s -> s.setStreams(-1)),
                setup("setup.verify", Setup.Builder::clearVerify),
                setup("setup.verify", s -> s.setVerifyValue(77)),
                setup(
                        "setup.configuration",
                        s -> s.setConfiguration(ByteString.copyFrom(new byte[(64 << 10) + 1]))),
                setup("setup", s -> s.setConfiguration(ByteString.copyFrom(new byte[7]))));
    }

    @ParameterizedTest
    @MethodSource("wrongSetups")
    void refusesASetupAndNamesItsField(String expected, UnaryOperator<Setup.Builder> change)
            throws Exception {
        try (RawPeer control = RawPeer.control(hosts.destination.address(), TOKEN)) {
            control.send(
                    message()
                            .setSetup(change.apply(goodSetup("crab").toBuilder()).build())
                            .build());
            assertFailed(expected, control);
            assertServesOnWithoutAGuest();
        }
    }

    /** 256 MiB of memory, of which a guest takes 8 MiB and its two windows 128 MiB. */
    @Test
    void windowsTakeTheHostsMemoryWhileTheirGuestIsComing() throws Exception {
        MigrationToken other = new MigrationToken(3, 4);
        try (RawPeer second = RawPeer.control(hosts.destination.address(), other)) {
            try (RawPeer first = RawPeer.control(hosts.destination.address(), TOKEN)) {
                first.send(windowedSetup("crab", TOKEN));
                assertEquals(BodyCase.RESERVED, first.receive().getBodyCase());
                second.send(windowedSetup("lobster", other));
                assertFailed("setup: windowLog: expected up to the 117440512 bytes free", second);
            }
            awaitGuests(0);
        }
        MigrationToken third = new MigrationToken(5, 6);
        try (RawPeer again = RawPeer.control(hosts.destination.address(), third)) {
            again.send(windowedSetup("lobster", third));
            assertEquals(BodyCase.RESERVED, again.receive().getBodyCase());
        }
        assertServesOnWithoutAGuest();
    }

    private static ControlMessage windowedSetup(String name, MigrationToken token) {
        return message()
                .setToken(token.toBytes())
                .setSetup(goodSetup(name).toBuilder().setWindowLog(26))
                .build();
    }

    static List<Arguments> wrongFrames() {
        byte[] damaged = Frames.pages(0, 0, 3, 1, 5);
        damaged[17] ^= 1;
        return List.of(
                frames("frame.checksum", damaged),
                frames("frame.stream", Frames.pages(1, 0, 256, 1, 5)),
                frames("frame.round", Frames.pages(0, 1, 3, 1, 5)),
                frames("page.number", Frames.pages(0, 0, 1L << 20, 1, 5)),
                frames("page.number", Frames.pages(0, 0, 256, 1, 5)),
                frames("frame.length", new byte[] {0, 0, 0, 15}),
                frames("frame.length", new byte[] {0, 5, 0, 0}),
                frames(
                        "frame.table",
                        new byte[] {0, 0, 0, 16, 1, 0},
                        new byte[9],
                        new byte[] {1, 0, 0, 0, 0}),
                frames("frame.length", new byte[] {-1, -1, -1, -1}),
                frames("frame.type", new byte[] {0, 0, 0, 16, 9, 0}, new byte[14]),
                frames("frame", Frames.roundEnd(0, 0, true), Frames.pages(0, 1, 3, 1, 5)),
                frames("frame.round", Frames.roundEnd(0, 0, false), Frames.roundEnd(0, 1, false)));
    }

    @ParameterizedTest
    @MethodSource("wrongFrames")
    void aWrongFrameEndsTheMigrationAndNamesItsField(String field, List<byte[]> frames)
            throws Exception {
        try (RawPeer control = reserved("crab", TOKEN);
                RawPeer pages = pages(TOKEN, 0)) {
            for (byte[] frame : frames) {
                pages.send(frame);
            }
            assertFailed(field, control);
            pages.awaitClosed();
            assertServesOnWithoutAGuest();
        }
    }

    static List<Arguments> messagesOutOfOrder() {
        return List.of(
                Arguments.of(message().setPrepared(Prepared.getDefaultInstance()).build()),
                Arguments.of(message().setSetup(goodSetup("crab")).build()),
                Arguments.of(
                        message().setRoundEnd(RoundEnd.newBuilder().setRound(1).build()).build()),
                Arguments.of(
                        message()
                                .setToken(new MigrationToken(6, 6).toBytes())
                                .setCancel(Cancel.getDefaultInstance())
                                .build()),
                Arguments.of(
                        message()
                                .setRelease(org.pagurus.protocol.wire.Release.newBuilder())
                                .build()),
                Arguments.of(
                        message()
                                .setSavedDevices(
                                        SavedDevices.newBuilder()
                                                .setState(ByteString.copyFrom(new byte[1 << 20])))
                                .build()));
    }

    @ParameterizedTest
    @MethodSource("messagesOutOfOrder")
    void aMessageOutOfOrderEndsTheMigration(ControlMessage message) throws Exception {
        try (RawPeer control = reserved("crab", TOKEN)) {
            control.send(message);
            assertFailed("", control);
            assertServesOnWithoutAGuest();
        }
    }

    @Test
    void aRoundWithAnotherCountEndsTheMigration() throws Exception {
        try (RawPeer control = reserved("crab", TOKEN);
                RawPeer first = pages(TOKEN, 0);
                RawPeer second = pages(TOKEN, 1)) {
            first.send(Frames.pages(0, 0, 3, 1, 5)).send(Frames.roundEnd(0, 0, false));
            second.send(Frames.roundEnd(1, 0, false));
            control.send(
                    message().setRoundEnd(RoundEnd.newBuilder().setRound(0).setPages(7)).build());
            assertFailed("roundEnd.pages", control);
            assertServesOnWithoutAGuest();
        }
    }

    @Test
    void aWrongDigestEndsTheMigration() throws Exception {
        try (RawPeer control = reserved("crab", TOKEN);
                RawPeer first = pages(TOKEN, 0);
                RawPeer second = pages(TOKEN, 1)) {
            first.send(Frames.pages(0, 0, 3, 1, 5)).send(Frames.roundEnd(0, 0, true));
            second.send(Frames.roundEnd(1, 0, true));
            control.send(
                    message()
                            .setLastRoundEnd(LastRoundEnd.newBuilder().setPages(1).setDigest(7))
                            .build());
            control.send(message().setSavedDevices(SavedDevices.getDefaultInstance()).build());
            assertFailed("", control);
            assertServesOnWithoutAGuest();
        }
    }

    @Test
    void refusesPageStreamsThatNoMigrationAwaits() throws Exception {
        MigrationToken unknown = new MigrationToken(9, 9);
        MigrationToken waiting = new MigrationToken(8, 8);
        RawPeer control = reserved("crab", TOKEN);
        RawPeer first = pages(TOKEN, 0);
        try (RawPeer early = RawPeer.control(hosts.destination.address(), waiting)) {
            assertRefused(unknown, 0);
            assertRefused(waiting, 0); // its guest is not reserved yet
            assertRefused(TOKEN, STREAMS);
            assertRefused(TOKEN, 65_535);
            assertRefused(TOKEN, 0); // connected already
            assertEquals("incoming", TestHosts.guest(hosts.destination).place(), early::toString);
        }
        first.close();
        control.close();
        assertServesOnWithoutAGuest();
    }

    @Test
    void forgetsTheGuestWhenAnyOfItsConnectionsCloses() throws Exception {
        RawPeer control = reserved("crab", TOKEN);
        control.close();
        assertServesOnWithoutAGuest();
        MigrationToken other = new MigrationToken(3, 4);
        try (RawPeer again = reserved("crab", other)) {
            pages(other, 1).close();
            again.awaitClosed();
            assertServesOnWithoutAGuest();
        }
    }

    @Test
    void aSourceThatFloodsIsClosedAndLeavesNothing() throws Exception {
        for (int i = 0; i < 3; i++) {
            MigrationToken token = new MigrationToken(5, i);
            try (RawPeer control = reserved("crab", token)) {
                byte[] garbage =
                        RawPeer.framed(
                                message()
                                        .setToken(token.toBytes())
                                        .setCancel(Cancel.getDefaultInstance())
                                        .build());
                byte[] many = new byte[garbage.length * 10_000];
                for (int at = 0; at < many.length; at += garbage.length) {
                    System.arraycopy(garbage, 0, many, at, garbage.length);
                }
                control.send(many);
            } catch (IOException e) {
                // closed while it was still sending
            }
            assertServesOnWithoutAGuest();
        }
    }

    @Test
    void servesOnUnderDamagedSessionsWhileARealGuestComes() throws Exception {
        hosts.startGuest(50 << 20);
        CompletableFuture<HostReply> migrated =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return hosts.migrate(
                                        TestHosts.settings(2, Verification.DIGEST, 64 << 20));
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                        });
        Seeds.forEach(600, this::damagedSession);
        HostReply.Migrated reply =
                assertInstanceOf(HostReply.Migrated.class, migrated.get(30, TimeUnit.SECONDS));
        assertEquals(Outcome.COMPLETED, reply.report().outcome(), reply::toString);
        TestHosts.assertIntact(hosts.destination);
        awaitGuests(1);
    }

    /** Well-formed, damaged and nonsensical bytes, on both kinds of stream. */
    private void damagedSession(long seed) throws IOException {
        Random random = new Random(seed);
        MigrationToken token = new MigrationToken(random.nextLong(), seed);
        HostileMessages nonsense = new HostileMessages(random, token);
        try (RawPeer control = RawPeer.control(hosts.destination.address(), token)) {
            byte[] setup =
                    RawPeer.framed(
                            message()
                                    .setToken(token.toBytes())
                                    .setSetup(goodSetup("guest-" + seed))
                                    .build());
            if (random.nextBoolean()) {
                damage(setup, random);
            } else {
                control.send(setup);
                setup = RawPeer.framed(nonsense.next());
                if (control.receive().getBodyCase() == BodyCase.RESERVED) {
                    try (RawPeer pages = pages(token, 0)) {
                        byte[] frame = Frames.pages(0, 0, random.nextInt(200), 3, 1);
                        damage(frame, random);
                        pages.send(frame).send(frame);
                    }
                }
            }
            control.send(setup);
            for (int i = random.nextInt(30); i >= 0; i--) {
                control.send(nonsense.next());
            }
        } catch (IOException e) {
            // the daemon may close whenever it has had enough
        }
    }

    private static void damage(byte[] bytes, Random random) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(Math.min(40, bytes.length))] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private RawPeer reserved(String name, MigrationToken token) throws IOException {
        RawPeer control = RawPeer.control(hosts.destination.address(), token);
        control.send(message().setToken(token.toBytes()).setSetup(goodSetup(name)).build());
        ControlMessage reply = control.receive();
        assertEquals(BodyCase.RESERVED, reply.getBodyCase(), reply::toString);
        return control;
    }

    private RawPeer pages(MigrationToken token, int stream) throws IOException {
        RawPeer pages = RawPeer.connect(hosts.destination.address());
        pages.send(RawPeer.preface(RawPeer.PAGES, token, stream));
        assertEquals(RawPeer.ACCEPTED, pages.verdict());
        return pages;
    }

    private void assertRefused(MigrationToken token, int stream) throws IOException {
        try (RawPeer pages = RawPeer.connect(hosts.destination.address())) {
            pages.send(RawPeer.preface(RawPeer.PAGES, token, stream));
            assertEquals(RawPeer.REFUSED, pages.verdict());
            pages.awaitClosed();
        }
    }

    private static void assertFailed(String expected, RawPeer control) throws IOException {
        ControlMessage reply = control.receive();
        assertEquals(BodyCase.FAILED, reply.getBodyCase(), reply::toString);
        String line = reply.getFailed().getField() + ": " + reply.getFailed().getReason();
        assertTrue(line.contains(expected), line);
    }

    private void assertServesOnWithoutAGuest() throws Exception {
        awaitGuests(0);
    }

    /** A closed connection is noticed in a moment, not at once. */
    private void awaitGuests(int expected) throws Exception {
        long untilNs = System.nanoTime() + 10_000_000_000L;
        int found = hosts.destination.guests().describe(null).size();
        while (found != expected && System.nanoTime() < untilNs) {
            TimeUnit.MILLISECONDS.sleep(1);
            found = hosts.destination.guests().describe(null).size();
        }
        assertEquals(expected, found);
        assertEquals(expected == 0, TestHosts.guest(hosts.destination) == null);
    }

    private static ControlMessage.Builder message() {
        return ControlMessage.newBuilder().setToken(TOKEN.toBytes());
    }

    private static Arguments setup(String expected, UnaryOperator<Setup.Builder> change) {
        return Arguments.of(expected, change);
    }

    private static Arguments frames(String field, byte[]... frames) {
        return Arguments.of(field, new ArrayList<>(List.of(frames)));
    }

    private static Setup goodSetup(String name) {
        SyntheticConfig config =
                new SyntheticConfig(
                        Workloads.parse("uniform"),
                        ContentMix.TYPICAL,
                        1 << 20,
                        1 << 20,
                        1 << 20,
                        1,
                        1);
        return Setup.newBuilder()
                .setGuestName(name)
                .setGuestKind(SyntheticGuests.KIND)
                .setMemoryBytes(MEMORY_BYTES)
                .setMac(0x525400000009L)
                .setIp(0x0a000009)
                .setConfiguration(config.toBytes())
                .setPageSizeBytes(4096)
                .setStreams(STREAMS)
                .setVerify(Verify.VERIFY_DIGEST)
                .build();
    }
}
