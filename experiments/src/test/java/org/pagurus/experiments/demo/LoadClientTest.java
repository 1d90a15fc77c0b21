package org.pagurus.experiments.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.net.UdpService;
import org.pagurus.guest.service.KeyValueProtocol;
import org.pagurus.guest.service.KeyValueReply;
import org.pagurus.guest.service.KeyValueRequest;
import org.pagurus.guest.service.KeyValueService;
import org.pagurus.guest.service.KeyValueStatus;
import org.pagurus.guest.service.MalformedDatagramException;
import org.pagurus.transport.net.VirtualSwitch;

@Timeout(120)
class LoadClientTest {
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final LoadClientOptions OPTIONS =
            LoadClientOptions.of(
                            new NicAddress(
                                    MacAddress.parse("02:00:00:00:00:01"),
                                    Ipv4Address.parse("10.0.0.1")),
                            TestGuest.ADDRESS.ip(),
                            42)
                    .withKeyCount(64)
                    .withRequestsPerSecond(10_000);

    private VirtualSwitch net;
    private TestGuest source;
    private TestGuest destination;
    private LoadClient client;

    @BeforeEach
    void plugIn() throws IOException {
        net = VirtualSwitch.start();
        source = new TestGuest(net, 0);
        destination = new TestGuest(net, 1);
        client = LoadClient.connect(net.address(), OPTIONS);
    }

    @AfterEach
    void unplug() {
        client.close();
        source.close();
        destination.close();
        net.close();
    }

    @Test
    void worksAgainstAGuestThatStays() throws Exception {
        source.resume();
        client.start();
        awaitAnswered(500);
        LoadClientReport report = client.stop();
        assertClean(report);
        assertTrue(report.acknowledgedWrites() > 150, report.toString());
        assertTrue(report.answeredRequests() - report.acknowledgedWrites() > 150);
        assertTrue(report.longestGapNs() > 0);
        assertEquals(List.of(), report.generationChanges());
        assertEquals(0, client.verify());
    }

    @Test
    void keepsEveryWriteAcrossAHandover() throws Exception {
        source.resume();
        client.start();
        awaitAnswered(300);
        source.pause();
        // Nothing answers for a while: requests are swallowed and sent again.
        long before = client.report().retransmissions();
        await(() -> client.report().retransmissions() > before + 5);
        source.copyTo(destination);
        destination.resume().announce();
        assertTrue(client.awaitGenerationChanges(1, LIMIT_NS));
        awaitAnswered(client.report().answeredRequests() + 300);
        LoadClientReport report = client.stop();
        assertClean(report);
        assertEquals(1, report.generationChanges().size());
        GenerationChange change = report.generationChanges().getFirst();
        assertEquals(0, change.from());
        assertEquals(1, change.to());
        assertTrue(change.networkDowntimeNs() > 5 * OPTIONS.retransmitNs(), change.toString());
        assertEquals(0, client.verify());
        assertEquals(1, net.statistics().macMoves());
    }

    @Test
    void findsEveryWriteThatAStaleCopyLost() throws Exception {
        source.resume();
        client.start();
        awaitAnswered(100);
        source.pause();
        source.copyTo(destination);
        source.resume();
        awaitAnswered(client.report().answeredRequests() + 200);
        LoadClientReport atSource = client.stop();
        source.pause();
        Map<Long, Long> stale = versions(destination, atSource.acknowledgedVersions());
        long expected =
                atSource.acknowledgedVersions().entrySet().stream()
                        .filter(e -> stale.getOrDefault(e.getKey(), 0L) < e.getValue())
                        .count();
        assertTrue(expected > 0, "the test must lose something");
        destination.resume().announce();
        assertEquals(expected, client.verify());
        assertEquals(expected, client.report().lostWrites());
        assertEquals(Anomaly.Kind.LOST_WRITE, client.report().anomalies().getFirst().kind());
    }

    @Test
    void readsEverythingBackAfterAMoveBeforeItWritesAgain() throws Exception {
        source.resume();
        client.start();
        awaitAnswered(300);
        source.pause();
        int acknowledgedKeys = client.report().acknowledgedVersions().size();
        // The destination runs on empty memory: every write is lost.
        destination.resume().announce();
        assertTrue(client.awaitGenerationChanges(1, LIMIT_NS));
        awaitAnswered(client.report().answeredRequests() + OPTIONS.keyCount() + 10);
        LoadClientReport report = client.stop();
        // The write that was outstanding during the move may have replaced one lost version.
        assertTrue(report.lostWrites() >= acknowledgedKeys - 1, report.toString());
    }

    @Test
    void findsAWriteThatTheServiceForgot() throws Exception {
        source.close();
        source = new TestGuest(net, 0, LoadClientTest::forgetful);
        source.resume();
        client.start();
        await(() -> client.report().lostWrites() > 0);
        LoadClientReport report = client.stop();
        assertEquals(Anomaly.Kind.LOST_WRITE, report.anomalies().getFirst().kind());
    }

    @Test
    void findsTwoGuests() throws Exception {
        source.resume();
        client.start();
        awaitAnswered(100);
        source.pause();
        source.copyTo(destination);
        destination.resume().announce();
        assertTrue(client.awaitGenerationChanges(1, LIMIT_NS));
        awaitAnswered(client.report().answeredRequests() + 50);
        source.resume();
        await(
                () -> {
                    // The source claims the address; the destination's next reply takes it back.
                    source.announce();
                    return client.report().anomalies().stream()
                            .anyMatch(a -> a.kind() == Anomaly.Kind.TWO_GUESTS);
                });
        assertTrue(net.statistics().macMoves() > 1);
    }

    @Test
    void repeatsRequestsOnALossyNetwork() throws Exception {
        source.close();
        Random random = new Random(7);
        source =
                new TestGuest(
                        net,
                        0,
                        service ->
                                payload ->
                                        switch (random.nextInt(4)) {
                                            // The request is lost, or the reply.
                                            case 0 -> null;
                                            case 1 -> {
                                                service.handle(payload);
                                                yield null;
                                            }
                                            default -> service.handle(payload);
                                        });
        source.resume();
        client.start();
        awaitAnswered(200);
        LoadClientReport report = client.stop();
        assertTrue(report.retransmissions() > 0);
        assertClean(report);
        assertEquals(0, client.verify());
    }

    @Test
    void endsWithAnErrorWhenNobodyAnswers() throws Exception {
        client.close();
        client =
                LoadClient.connect(
                        net.address(),
                        OPTIONS.withAnswerLimitNs(TimeUnit.MILLISECONDS.toNanos(50)));
        client.start();
        assertTrue(!client.awaitAnswered(1, LIMIT_NS));
        assertEquals(
                "load client: no answer from 10.0.0.2 within 50 ms: its MAC is not known",
                client.stop().failure());
    }

    @Test
    void refusesToVerifyWhileItWorks() {
        source.resume();
        client.start();
        assertThrows(IllegalStateException.class, () -> client.verify());
    }

    /** Acknowledges every write of a fifth version and stores none of them. */
    private static UdpService forgetful(UdpService service) {
        return payload -> {
            KeyValueRequest request = decode(payload);
            if (request instanceof KeyValueRequest.Put put && put.version() % 5 == 0) {
                return KeyValueProtocol.encode(
                        new KeyValueReply(
                                KeyValueStatus.STORED,
                                0,
                                put.requestId(),
                                put.key(),
                                put.version(),
                                new byte[0]));
            }
            return service.handle(payload);
        };
    }

    private static KeyValueRequest decode(byte[] payload) {
        try {
            return KeyValueProtocol.decodeRequest(payload);
        } catch (MalformedDatagramException malformed) {
            throw new AssertionError(malformed);
        }
    }

    /** What a guest's table holds of these keys. */
    private static Map<Long, Long> versions(TestGuest guest, Map<Long, Long> keys)
            throws MalformedDatagramException {
        var service = new KeyValueService(guest.memory, 0, TestGuest.PAGES, page -> {}, () -> 0);
        Map<Long, Long> versions = new HashMap<>();
        for (long key : keys.keySet()) {
            byte[] reply = service.handle(KeyValueProtocol.encode(new KeyValueRequest.Get(1, key)));
            assertNotNull(reply);
            versions.put(key, KeyValueProtocol.decodeReply(reply).version());
        }
        return versions;
    }

    private void awaitAnswered(long requests) throws InterruptedException {
        assertTrue(
                client.awaitAnswered(requests, LIMIT_NS),
                () -> requests + " requests not answered: " + client.report());
    }

    private void await(BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + LIMIT_NS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadlineNs, () -> "too late: " + client.report());
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void assertClean(LoadClientReport report) {
        assertNull(report.failure());
        assertEquals(List.of(), report.anomalies());
        assertEquals(0, report.anomalyCount());
        assertEquals(0, report.lostWrites());
        assertEquals(0, report.unusableDatagrams());
    }
}
