package org.pagurus.simulator.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.testing.Seeds;

/** Rates, bytes and times over random networks, beside filling from scratch at each change. */
class NetworkFairnessTest {
    private static final double PRECISION = 1e-9;

    @Test
    void sharesAsFillingFromScratchDoes() {
        Seeds.forEach(60, seed -> new Run(new Random(seed)).run());
    }

    private static final class Run {
        private static final int STEPS = 150;

        private final Random random;
        private final Simulation simulation = new Simulation();
        private final Topology topology = new Topology();
        private final List<Node> hosts = new ArrayList<>();
        private final List<Link> links = new ArrayList<>();
        private final Network network;

        /** What is going, and the bytes that have gone by the plain rates. */
        private final Map<Transfer, Double> plainBytes = new LinkedHashMap<>();

        private final Map<Transfer, Double> caps = new HashMap<>();
        private long plainNs;
        private int completed;

        Run(Random random) {
            this.random = random;
            buildTree(1 + random.nextInt(4), 2 + random.nextInt(5));
            network = new Network(simulation, topology);
        }

        void run() {
            long atNs = 0;
            for (int step = 0; step < STEPS; step++) {
                atNs += random.nextInt(4) == 0 ? 0 : random.nextInt(50_000_000);
                simulation.schedule(
                        atNs,
                        nowNs -> {
                            advance(nowNs);
                            for (int count = random.nextInt(3); count >= 0; count--) {
                                change();
                            }
                        });
                simulation.run(new RunLimits(atNs, Long.MAX_VALUE));
                check();
            }
            assertTrue(completed > 0, "no transfer completed");
        }

        /** Switches in a tree, with hosts on each; a third of the links are alike. */
        private void buildTree(int switches, int hostsPerSwitch) {
            List<Node> built = new ArrayList<>();
            for (int number = 0; number < switches; number++) {
                Node node = topology.addSwitch("switch-" + number);
                if (!built.isEmpty()) {
                    connect(node, built.get(random.nextInt(built.size())));
                }
                built.add(node);
                for (int host = 0; host < hostsPerSwitch; host++) {
                    hosts.add(topology.addHost("host-" + number + "-" + host));
                    connect(hosts.getLast(), node);
                }
            }
        }

        private void connect(Node first, Node second) {
            DuplexLink link = topology.connect(first, second, LinkSpec.of(someRate(), 1000));
            links.add(link.forth());
            links.add(link.back());
        }

        private double someRate() {
            return random.nextInt(3) == 0 ? 1e8 : 1e6 * (1 + random.nextInt(500));
        }

        private void change() {
            Link link = links.get(random.nextInt(links.size()));
            switch (random.nextInt(12)) {
                case 0 -> network.apply(new LinkChange.Rate(link, someRate()));
                case 1 -> network.apply(new LinkChange.Loss(link, random.nextInt(9) / 10.0));
                case 2 -> network.apply(new LinkChange.Cut(link));
                case 3, 4 -> links.forEach(cut -> network.apply(new LinkChange.Restore(cut)));
                case 5 -> cancelOne();
                default -> start();
            }
        }

        private void start() {
            Node from = hosts.get(random.nextInt(hosts.size()));
            Node to = hosts.get(random.nextInt(hosts.size()));
            if (from == to) {
                return;
            }
            Path path = topology.path(from, to);
            boolean capped = random.nextInt(4) == 0;
            double cap = capped ? someRate() / 4 : Double.POSITIVE_INFINITY;
            long bytes = random.nextInt(8) == 0 ? random.nextInt(2) : random.nextInt(20_000_000);
            Transfer[] started = new Transfer[1];
            started[0] =
                    capped
                            ? network.start(path, bytes, cap, nowNs -> end(started[0], nowNs))
                            : network.start(path, bytes, nowNs -> end(started[0], nowNs));
            plainBytes.put(started[0], 0.0);
            caps.put(started[0], cap);
        }

        private void cancelOne() {
            if (!plainBytes.isEmpty()) {
                Transfer transfer = List.copyOf(plainBytes.keySet()).get(0);
                assertTrue(network.cancel(transfer));
                assertTrue(transfer.isCancelled());
                double plain = plainBytes.remove(transfer);
                assertEquals(plain, transfer.carriedBytes(simulation.nowNs()), 2);
            }
        }

        private void end(Transfer transfer, long nowNs) {
            advance(nowNs);
            completed++;
            double plain = plainBytes.remove(transfer);
            assertEquals(transfer.bytes(), transfer.carriedBytes(nowNs));
            // Each end before this one was off by half a nanosecond at most.
            assertEquals(transfer.bytes(), plain, 20, "bytes at the end");
        }

        /** Lets the plain rates carry until now. */
        private void advance(long nowNs) {
            if (nowNs > plainNs) {
                double seconds = (nowNs - plainNs) / 1e9;
                Map<Transfer, Double> rates = PlainShares.fill(plainBytes.keySet(), caps);
                plainBytes.replaceAll((transfer, bytes) -> bytes + rates.get(transfer) * seconds);
                plainNs = nowNs;
            }
        }

        private void check() {
            assertEquals(plainBytes.size(), network.transfers());
            Map<Transfer, Double> rates = PlainShares.fill(plainBytes.keySet(), caps);
            for (Transfer transfer : plainBytes.keySet()) {
                double rate = transfer.rateBytesPerSecond();
                assertEquals(
                        rates.get(transfer),
                        rate,
                        rates.get(transfer) * PRECISION,
                        () -> "rate over " + transfer.path());
                assertTrue(isHeldDown(transfer, rate), () -> "could be more: " + transfer.path());
                assertEquals(
                        plainBytes.get(transfer), transfer.carriedBytes(simulation.nowNs()), 20);
            }
            for (Link link : links) {
                assertTrue(
                        link.usedBytesPerSecond()
                                <= link.capacityBytesPerSecond() * (1 + PRECISION),
                        () -> "over its capacity: " + link);
            }
        }

        /** At its cap, or on a full link on which none has more. */
        private boolean isHeldDown(Transfer transfer, double rate) {
            if (rate >= caps.get(transfer) * (1 - PRECISION)) {
                return true;
            }
            for (Link link : transfer.path().links()) {
                boolean full =
                        link.usedBytesPerSecond()
                                >= link.capacityBytesPerSecond() * (1 - PRECISION);
                boolean most =
                        plainBytes.keySet().stream()
                                .filter(other -> other.path().links().contains(link))
                                .allMatch(
                                        other ->
                                                other.rateBytesPerSecond()
                                                        <= rate * (1 + PRECISION));
                if (full && most) {
                    return true;
                }
            }
            return false;
        }
    }
}
