package org.pagurus.transport.net.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.guest.net.Announcement;
import org.pagurus.guest.net.FrameSink;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NetworkStack;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.transport.net.GuestPort;
import org.pagurus.transport.net.PortDrop;

@Timeout(60)
class TapPortTest {
    private static final NicAddress GUEST =
            new NicAddress(MacAddress.parse("52:54:00:12:34:56"), Ipv4Address.parse("10.0.0.2"));

    private TestSegment segment;

    @BeforeAll
    static void needsRealNetworks() {
        Optional<String> missing = TestSegment.unavailable();
        assumeTrue(missing.isEmpty(), missing::get);
    }

    @BeforeEach
    void makeSegment() throws Exception {
        segment = new TestSegment();
    }

    @AfterEach
    void removeSegment() throws Exception {
        if (segment != null) {
            segment.close();
        }
    }

    @Test
    void aGuestBehindATapAnswersAPlainPing() throws Exception {
        try (GuestPort port = guest(TestSegment.SOURCE)) {
            port.speak();
            String output = segment.ping(GUEST, 20);
            assertTrue(output.contains(" 20 received"), output);
        }
        assertFalse(segment.links(TestSegment.SOURCE).contains("guest0"), "the tap must be gone");
    }

    @Test
    void aSilentPortLetsNothingOutAndSpeaksAgain() throws Exception {
        try (GuestPort port = guest(TestSegment.SOURCE);
                SpeakerWatch watch = segment.watch(GUEST)) {
            port.accept(Announcement.gratuitousArp(GUEST));
            assertEquals(1, port.drops().get(PortDrop.SILENT), "a new port is silent");
            port.speak();
            port.silence();
            assertTrue(segment.ping(GUEST, 3).contains(" 0 received"));
            port.accept(Announcement.gratuitousArp(GUEST));
            assertEquals(2, port.drops().get(PortDrop.SILENT));
            assertEquals(List.of(), watch.turns());
            port.speak();
            assertTrue(segment.ping(GUEST, 3).contains(" 3 received"));
            assertEquals(1, watch.turnCount());
        }
    }

    @Test
    void aTapThatIsDownTakesNothingWhateverIsWrittenToIt() throws Exception {
        try (TapPort port = (TapPort) guest(TestSegment.SOURCE);
                SpeakerWatch watch = segment.watch(GUEST)) {
            port.speak();
            segment.inside(
                    TestSegment.SOURCE,
                    () -> {
                        try (Interfaces interfaces = Interfaces.open()) {
                            interfaces.setUp(port.name(), false);
                        }
                        return true;
                    });
            port.accept(Announcement.gratuitousArp(GUEST));
            assertEquals(1, port.drops().get(PortDrop.OUTPUT_FULL));
            assertEquals(List.of(), watch.turns());
        }
    }

    @Test
    void anAnnouncementMovesTheBridgeToTheNewHostsPort() throws Exception {
        try (GuestPort source = guest(TestSegment.SOURCE);
                GuestPort destination = guest(TestSegment.DESTINATION);
                SpeakerWatch watch = segment.watch(GUEST)) {
            source.speak();
            assertTrue(segment.ping(GUEST, 3).contains(" 3 received"));
            assertTrue(segment.leadsTo(TestSegment.SOURCE, GUEST));
            source.silence();
            destination.speak();
            assertTrue(
                    segment.ping(GUEST, 3).contains(" 0 received"),
                    "without an announcement the bridge still leads to the source");
            Announcement.frames(GUEST).forEach(destination::accept);
            assertTrue(segment.ping(GUEST, 3).contains(" 3 received"));
            assertTrue(segment.leadsTo(TestSegment.DESTINATION, GUEST));
            assertEquals(
                    List.of(TestSegment.SOURCE, TestSegment.DESTINATION),
                    watch.turns().stream().map(SpeakerWatch.Turn::port).toList());
            assertEquals(0, watch.missedFrames());
        }
    }

    @Test
    void theWatchFindsAnOldHostThatSpeaksAgain() throws Exception {
        try (GuestPort source = guest(TestSegment.SOURCE);
                GuestPort destination = guest(TestSegment.DESTINATION);
                SpeakerWatch watch = segment.watch(GUEST)) {
            source.speak();
            destination.speak();
            source.accept(Announcement.rarp(GUEST.mac()));
            destination.accept(Announcement.rarp(GUEST.mac()));
            source.accept(Announcement.rarp(GUEST.mac()));
            awaitTurns(watch, 3);
        }
    }

    @Test
    void theWatchHearsWhatComesInAndNotWhatIsSentOn() throws Exception {
        try (GuestPort source = guest(TestSegment.SOURCE)) {
            source.speak();
            AtomicBoolean babbling = new AtomicBoolean(true);
            Thread babbler =
                    Thread.ofPlatform()
                            .daemon()
                            .start(
                                    () -> {
                                        while (babbling.get()) {
                                            source.accept(Announcement.rarp(GUEST.mac()));
                                        }
                                    });
            // The bridge sends each frame on through the destination's port while a watch begins.
            for (int i = 0; i < 200; i++) {
                try (SpeakerWatch watch = segment.watch(GUEST)) {
                    awaitTurns(watch, 1);
                    assertEquals(TestSegment.SOURCE, watch.turns().getFirst().port());
                    assertEquals(1, watch.turnCount());
                }
            }
            babbling.set(false);
            babbler.join();
        }
    }

    @Test
    void handsOverFramesUntilItIsClosed() throws Exception {
        BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
        GuestPort port = segment.uplink(TestSegment.SOURCE).plug(GUEST, received::add);
        port.speak();
        segment.ping(GUEST, 1); // asks for the guest's MAC
        assertTrue(received.poll(20, TimeUnit.SECONDS) != null);
        port.close();
        port.close();
        port.accept(Announcement.gratuitousArp(GUEST));
        assertEquals(1, port.drops().get(PortDrop.DISCONNECTED));
        received.clear();
        segment.ping(GUEST, 1);
        assertTrue(received.isEmpty());
    }

    @Test
    void aBridgeThatIsNotThereIsNamed() {
        IOException refused =
                assertThrows(
                        IOException.class,
                        () ->
                                segment.inside(
                                        TestSegment.SOURCE, () -> BridgeUplink.open("nothing")));
        assertEquals(
                "bridge: expected to plug a tap into nothing, found: SIOCBRADDIF to nothing failed:"
                        + " No such device (errno 19)",
                refused.getMessage());
        assertThrows(IOException.class, () -> BridgeUplink.open("a-name-of-16-byt"));
        assertThrows(IOException.class, () -> BridgeUplink.open(""));
    }

    @Test
    void aNamespaceThatIsNotThereIsNamed() {
        IOException refused =
                assertThrows(
                        IOException.class,
                        () -> new NetworkNamespace("pagurus-none").inside(() -> 1));
        assertEquals(
                "namespace pagurus-none: open /run/netns/pagurus-none failed: No such file or"
                        + " directory (errno 2)",
                refused.getMessage());
    }

    /** A port with the network side of a guest behind it. */
    private GuestPort guest(String host) throws Exception {
        AtomicReference<FrameSink> wire = new AtomicReference<>(frame -> {});
        NetworkStack stack =
                new NetworkStack(GUEST, 7, payload -> null, frame -> wire.get().accept(frame));
        GuestPort port = segment.uplink(host).plug(GUEST, stack::receive);
        wire.set(port);
        return port;
    }

    private static void awaitTurns(SpeakerWatch watch, long turns) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (watch.turnCount() < turns) {
            assertTrue(System.nanoTime() < deadlineNs, () -> "too late: " + watch.turns());
            Thread.onSpinWait();
        }
    }
}
