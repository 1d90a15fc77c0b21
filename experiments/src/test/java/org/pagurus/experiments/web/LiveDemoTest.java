package org.pagurus.experiments.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.experiments.demo.LoadClient;
import org.pagurus.experiments.demo.LoadClientOptions;
import org.pagurus.experiments.demo.network.ClientLine;
import org.pagurus.experiments.demo.network.DemoNetwork.Host;
import org.pagurus.experiments.report.Reports;
import org.pagurus.experiments.web.LiveFrame.Phase;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.report.MigrationReport;

@Timeout(60)
class LiveDemoTest {
    private static final String MOVING = "the guest is being migrated already; wait for its end";

    private final LiveDemos told = new LiveDemos();
    private final LiveDemo demo = told.demo;

    @Test
    void eachPressMovesTheGuestTheOtherWay() throws Exception {
        assertEquals(Optional.of("the guest does not run yet; wait a moment"), demo.press());
        demo.begins(Host.SOURCE);
        assertEquals(Phase.MIGRATING, demo.frame().phase());
        assertEquals(Optional.of(MOVING), demo.press());
        demo.onTheWay(LiveDemos.pages(5));
        assertEquals(5, demo.frame().pages().sent());
        demo.onTheWay(LiveDemos.migrated(Reports.COMPLETED));
        assertEquals(Phase.CHECKING, demo.frame().phase());
        assertEquals(1, demo.frame().place());
        assertEquals(Optional.of(MOVING), demo.press());

        CompletableFuture<Boolean> again = ended();
        awaitPhase(Phase.READY);
        assertFalse(again.isDone());
        assertEquals(Optional.empty(), demo.press());
        assertTrue(again.get(30, TimeUnit.SECONDS));
        assertEquals(Phase.ABOUT, demo.frame().phase());
        assertEquals(Optional.of(MOVING), demo.press());

        demo.begins(Host.DESTINATION);
        assertNull(demo.frame().pages());
        assertEquals(2, demo.frame().migration().number());
        demo.onTheWay(LiveDemos.migrated(Reports.COMPLETED));
        assertEquals(0, demo.frame().place());
        assertEquals(1, told.results.size());
    }

    @Test
    void theFirstMigrationWaitsForSomebodyWhoLooks() throws Exception {
        try (LoadClient client = client()) {
            CompletableFuture<Void> started = started(client);
            awaitPhase(Phase.WAITING);
            assertFalse(started.isDone());
            assertEquals(List.of("a", "b"), demo.frame().hosts());
            demo.seen();
            started.get(30, TimeUnit.SECONDS);
            assertEquals(Phase.ABOUT, demo.frame().phase());
        }
    }

    @Test
    void whoeverLooksBeforeItRunsIsNotForgotten() throws Exception {
        try (LoadClient client = client()) {
            demo.seen();
            assertEquals(Phase.STARTING, demo.frame().phase());
            started(client).get(30, TimeUnit.SECONDS);
            assertEquals(Phase.ABOUT, demo.frame().phase());
            demo.seen();
            assertEquals(Phase.ABOUT, demo.frame().phase());
        }
    }

    private CompletableFuture<Void> started(LoadClient client) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        demo.started("a", "b", client);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /** One that is not started. */
    private static LoadClient client() {
        NicAddress nic =
                new NicAddress(
                        MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.1"));
        ClientLine line =
                new ClientLine() {
                    @Override
                    public void send(byte[] payload) {}

                    @Override
                    public @Nullable Arrival poll(long timeoutNs) {
                        return null;
                    }

                    @Override
                    public long unusableDatagrams() {
                        return 0;
                    }

                    @Override
                    public String hint() {
                        return "";
                    }

                    @Override
                    public void close() {}
                };
        return LoadClient.over(line, LoadClientOptions.of(nic, Ipv4Address.parse("10.0.0.2"), 1));
    }

    @Test
    void aMigrationThatFailsLeavesTheGuestWhereItIs() throws Exception {
        demo.begins(Host.SOURCE);
        demo.onTheWay(LiveDemos.migrated(Reports.FAILED));
        CompletableFuture<Boolean> again =
                CompletableFuture.supplyAsync(() -> ended(Reports.FAILED));
        awaitPhase(Phase.READY);
        LiveFrame frame = demo.frame();
        assertEquals(0, frame.place());
        LiveFrame.Ended ended = frame.history().getFirst();
        assertEquals("failed", ended.outcome());
        assertEquals("no convergence after 2 rounds", ended.reason());
        assertTrue(ended.nothingLost());
        assertEquals(Optional.empty(), demo.press());
        assertTrue(again.get(30, TimeUnit.SECONDS));
    }

    @Test
    void keepsTheLastMigrations() throws Exception {
        for (int i = 0; i < 12; i++) {
            demo.begins(Host.SOURCE);
            CompletableFuture<Boolean> again = ended();
            awaitPhase(Phase.READY);
            demo.press();
            again.get(30, TimeUnit.SECONDS);
        }
        assertEquals(10, demo.frame().history().size());
        assertEquals(12, demo.frame().history().getFirst().number());
    }

    private CompletableFuture<Boolean> ended() {
        return CompletableFuture.supplyAsync(() -> ended(Reports.COMPLETED));
    }

    private boolean ended(MigrationReport report) {
        try {
            return demo.ended(LiveDemos.result(report));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitPhase(Phase phase) throws InterruptedException {
        while (demo.frame().phase() != phase) {
            Thread.onSpinWait();
        }
    }
}
