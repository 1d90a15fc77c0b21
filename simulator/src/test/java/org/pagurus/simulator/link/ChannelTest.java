package org.pagurus.simulator.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.simulator.kernel.Event;
import org.pagurus.simulator.kernel.RunEnd;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;

class ChannelTest {
    private static final long MB = 1_000_000;
    private static final long MS = 1_000_000;
    private static final double NO_CAP = Double.POSITIVE_INFINITY;
    private static final RunLimits NO_LIMITS = new RunLimits(Long.MAX_VALUE, 1_000_000);

    private final Simulation simulation = new Simulation();
    private final Topology topology = new Topology();
    private final Node a = topology.addHost("a");
    private final Node b = topology.addHost("b");
    private final DuplexLink link = topology.connect(a, b, LinkSpec.of(100 * MB, 5 * MS));
    private final Network network = new Network(simulation, topology);
    private final List<String> happened = new ArrayList<>();

    private Event note(String what) {
        return nowNs -> happened.add(what + "@" + nowNs / MS);
    }

    private Channel channel(double capBytesPerSecond, long backlogLimitBytes) {
        return new Channel(
                simulation,
                network,
                topology.path(a, b),
                capBytesPerSecond,
                backlogLimitBytes,
                note("writable"));
    }

    @Test
    void deliversInOrderALatencyAfterTheLastByteHasGone() {
        Channel channel = channel(NO_CAP, 100 * MB);
        channel.send(10 * MB, note("first"));
        channel.send(MB, note("second"));
        assertEquals(11 * MB, channel.backlogBytes());
        simulation.run(NO_LIMITS);
        channel.send(2 * MB, note("third"));
        simulation.run(NO_LIMITS);
        assertEquals(List.of("first@105", "second@115", "third@140"), happened);
        assertEquals(0, channel.backlogBytes());
    }

    @Test
    void asksForMoreWhenHalfTheBacklogHasGone() {
        Channel channel = channel(NO_CAP, 4 * MB);
        for (int message = 0; message < 4; message++) {
            assertTrue(channel.isWritable());
            channel.send(MB, note("delivered"));
        }
        assertFalse(channel.isWritable());
        IllegalStateException full =
                assertThrows(IllegalStateException.class, () -> channel.send(1, note("too much")));
        assertEquals(
                "backlog: expected less than 4000000 bytes but found 4000000", full.getMessage());
        simulation.run(NO_LIMITS);
        assertEquals(
                List.of(
                        "delivered@15",
                        "writable@20",
                        "delivered@25",
                        "delivered@35",
                        "delivered@45"),
                happened);
    }

    @Test
    void channelsShareTheLinkFairlyAndOneKeepsToItsCap() {
        Channel free = channel(NO_CAP, 100 * MB);
        Channel other = channel(NO_CAP, 100 * MB);
        Channel capped = channel(20e6, 100 * MB);
        for (int message = 0; message < 10; message++) {
            free.send(MB, note("free"));
            capped.send(MB / 5, note("capped"));
        }
        other.send(4 * MB, note("other"));
        simulation.run(NO_LIMITS);
        // 40, 40 and 20 MB/s for 0.1 s; then it is all the first one's, for 6 MB.
        assertEquals(List.of("free@165"), happened.stream().skip(20).toList());
        assertTrue(happened.contains("other@105"));
        assertEquals(
                "capped@105",
                happened.stream().filter(x -> x.startsWith("capped")).toList().getLast());
    }

    @Test
    void losesAllThatWasNotDeliveredWhenItBreaks() {
        Channel channel = channel(NO_CAP, 100 * MB);
        channel.send(MB, note("delivered"));
        channel.send(MB, note("on the way"));
        channel.send(MB, note("going"));
        channel.send(MB, note("waiting"));
        simulation.schedule(22 * MS, nowNs -> channel.breakOff());
        assertEquals(RunEnd.NOTHING_PENDING, simulation.run(NO_LIMITS));
        assertEquals(List.of("delivered@15"), happened);
        assertEquals(0, network.transfers());
        assertTrue(channel.isBroken());
        assertFalse(channel.isWritable());
        assertThrows(IllegalStateException.class, () -> channel.send(1, note("too late")));
        channel.breakOff();
    }

    @Test
    void nothingOvertakesWhenTheLatencyFalls() {
        Channel channel = channel(NO_CAP, 100 * MB);
        channel.send(MB, note("first"));
        channel.send(MB / 10, note("second"));
        network.schedule(10 * MS + 1, new LinkChange.Latency(link.forth(), 0));
        simulation.run(NO_LIMITS);
        assertEquals(List.of("first@15", "second@15"), happened);
    }

    @Test
    void waitsWhileALinkIsCutAndGoesOn() {
        Channel channel = channel(NO_CAP, 100 * MB);
        channel.send(MB, note("on the way"));
        channel.send(2 * MB, note("waiting"));
        network.schedule(12 * MS, new LinkChange.Cut(link.forth()));
        network.schedule(112 * MS, new LinkChange.Restore(link.forth()));
        simulation.run(NO_LIMITS);
        assertEquals(List.of("on the way@15", "waiting@135"), happened);
    }

    @Test
    void refusesNoBytesAndNoBacklog() {
        assertThrows(IllegalArgumentException.class, () -> channel(NO_CAP, 0));
        assertThrows(IllegalArgumentException.class, () -> channel(-1, 1));
        assertThrows(
                IllegalArgumentException.class, () -> channel(NO_CAP, 1).send(0, note("nothing")));
    }
}
