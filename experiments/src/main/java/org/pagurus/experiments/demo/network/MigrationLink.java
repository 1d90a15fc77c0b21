package org.pagurus.experiments.demo.network;

import java.io.IOException;
import org.pagurus.experiments.demo.network.DemoNetwork.Host;

/**
 * The link between two hosts in namespaces that guests migrate over, and what may be wrong with it:
 * its rate, and that it is cut. One thread at a time.
 */
public final class MigrationLink {
    /** Bursts of 10 ms, but never less than the largest packet that the kernel puts together. */
    private static final long BURSTS_A_SECOND = 100;

    private static final long MIN_BURST_BYTES = 64 << 10;

    /** How long a packet may wait for its turn before it is dropped. */
    private static final String LONGEST_WAIT = "50ms";

    private static final int BITS_PER_BYTE = 8;

    private final Topology topology;

    MigrationLink(Topology topology) {
        this.topology = topology;
    }

    /**
     * Lets no more through than this in each direction, Ethernet headers included, by a token
     * bucket of the kernel ({@code tc-tbf(8)}).
     */
    public void limitRate(long bytesPerSecond) throws IOException {
        if (!Tool.isThere("tc")) {
            throw new IOException(
                    "link rate: expected the command tc, found none; install iproute2");
        }
        long burstBytes = Math.max(MIN_BURST_BYTES, bytesPerSecond / BURSTS_A_SECOND);
        for (Host host : Host.values()) {
            Tool.run(
                    "tc -n "
                            + topology.host(host)
                            + " qdisc replace dev "
                            + Topology.MIGRATION
                            + " root tbf rate "
                            + Math.multiplyExact(bytesPerSecond, BITS_PER_BYTE)
                            + "bit burst "
                            + burstBytes
                            + " latency "
                            + LONGEST_WAIT);
        }
    }

    /** Cuts it: nothing comes through, and no end is told. */
    public void cut() throws IOException {
        set("down");
    }

    /** Joins it again. */
    public void restore() throws IOException {
        set("up");
    }

    /**
     * At the destination's end: there its packets are lost without a word, and the source's end
     * loses its carrier, as when a cable is pulled.
     */
    private void set(String state) throws IOException {
        Tool.run(
                "ip -n "
                        + topology.host(Host.DESTINATION)
                        + " link set "
                        + Topology.MIGRATION
                        + " "
                        + state);
    }
}
