package org.pagurus.experiments.bench.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.pagurus.simulator.kernel.RandomStreams;
import org.pagurus.simulator.kernel.RunEnd;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.LinkSpec;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Node;
import org.pagurus.simulator.link.Path;
import org.pagurus.simulator.link.Topology;

/** Hosts on one switch, and migrations between them that all start within a second. */
final class ManyMigrations {
    private static final int TRANSFERS = 10;
    private static final long MEMORY_BYTES = 1L << 30;
    private static final double LINK_BYTES_PER_SECOND = 1.25e9;
    private static final long START_WITHIN_NS = 1_000_000_000;
    private static final RunLimits LIMITS = new RunLimits(Long.MAX_VALUE, 1L << 32);

    private final Simulation simulation = new Simulation();
    private final Topology topology = new Topology();
    private final List<Node> hosts = new ArrayList<>();
    private final Network network;
    private int completed;

    private final int migrations;

    ManyMigrations(int hostCount, int migrations) {
        this.migrations = migrations;
        Node hub = topology.addSwitch("switch");
        for (int host = 0; host < hostCount; host++) {
            hosts.add(topology.addHost("host-" + host));
            topology.connect(hosts.getLast(), hub, LinkSpec.of(LINK_BYTES_PER_SECOND, 0));
        }
        network = new Network(simulation, topology);
    }

    /** Runs them all and tells when the last one ended. */
    long run() {
        RandomGenerator random = new RandomStreams(1).stream("migrations");
        for (int migration = 0; migration < migrations; migration++) {
            int from = random.nextInt(hosts.size());
            int to = (from + 1 + random.nextInt(hosts.size() - 1)) % hosts.size();
            Path path = topology.path(hosts.get(from), hosts.get(to));
            Migration started = new Migration(path, MEMORY_BYTES + random.nextInt(1 << 28));
            simulation.schedule(random.nextLong(START_WITHIN_NS), started::next);
        }
        RunEnd end = simulation.run(LIMITS);
        if (end != RunEnd.NOTHING_PENDING || completed != migrations) {
            throw new IllegalStateException(
                    "completed: expected " + migrations + " but found " + completed + ", " + end);
        }
        return simulation.nowNs();
    }

    /** Sends its memory, then half of that again and again. */
    private final class Migration {
        private final Path path;
        private long bytes;
        private int started;

        Migration(Path path, long bytes) {
            this.path = path;
            this.bytes = bytes;
        }

        private void next(long nowNs) {
            if (started++ == TRANSFERS) {
                completed++;
                return;
            }
            network.start(path, bytes, this::next);
            bytes /= 2;
        }
    }
}
