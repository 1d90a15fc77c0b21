package org.pagurus.experiments.bench.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.pagurus.convergence.XenPolicy;
import org.pagurus.simulator.fluid.FluidOptions;
import org.pagurus.simulator.fluid.GuestMigration;
import org.pagurus.simulator.kernel.Event;
import org.pagurus.simulator.kernel.RandomStreams;
import org.pagurus.simulator.kernel.RunEnd;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.LinkSpec;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Node;
import org.pagurus.simulator.link.Path;
import org.pagurus.simulator.link.Topology;

/**
 * Hosts on one switch, and migrations between them that all start within a second: of bytes, in ten
 * transfers each, or of page classes by Xen's rules.
 */
final class ManyMigrations {
    private static final int TRANSFERS = 10;
    private static final long MEMORY_BYTES = 1L << 30;
    private static final double LINK_BYTES_PER_SECOND = 1.25e9;
    private static final long START_WITHIN_NS = 1_000_000_000;
    private static final RunLimits LIMITS = new RunLimits(Long.MAX_VALUE, 1L << 32);

    private static final FluidOptions XEN = BenchGuest.options(new XenPolicy());

    private final Simulation simulation = new Simulation();
    private final Topology topology = new Topology();
    private final List<Node> hosts = new ArrayList<>();
    private final Network network;
    private int completed;

    private final int migrations;
    private final boolean guests;

    /**
     * @param guests whether page classes migrate
     */
    ManyMigrations(int hostCount, int migrations, boolean guests) {
        this.migrations = migrations;
        this.guests = guests;
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
            Event start = guests ? guest(path) : bytes(path, random);
            simulation.schedule(random.nextLong(START_WITHIN_NS), start);
        }
        RunEnd end = simulation.run(LIMITS);
        if (end != RunEnd.NOTHING_PENDING || completed != migrations) {
            throw new IllegalStateException(
                    "completed: expected " + migrations + " but found " + completed + ", " + end);
        }
        return simulation.nowNs();
    }

    private Event guest(Path path) {
        GuestMigration migration =
                new GuestMigration(
                        simulation, network, path, BenchGuest.GUEST, XEN, report -> completed++);
        return nowNs -> migration.start();
    }

    private Event bytes(Path path, RandomGenerator random) {
        return new Migration(path, MEMORY_BYTES + random.nextInt(1 << 28))::next;
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
