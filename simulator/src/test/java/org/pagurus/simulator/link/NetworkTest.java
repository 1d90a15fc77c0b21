package org.pagurus.simulator.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.simulator.kernel.Event;
import org.pagurus.simulator.kernel.RunEnd;
import org.pagurus.simulator.kernel.RunLimits;
import org.pagurus.simulator.kernel.Simulation;

class NetworkTest {
    private static final long MB = 1_000_000;
    private static final long MS = 1_000_000;
    private static final RunLimits NO_LIMITS = new RunLimits(Long.MAX_VALUE, 1_000_000);

    private final Simulation simulation = new Simulation();
    private final Topology topology = new Topology();
    private final Node hub = topology.addSwitch("hub");
    private final Node a = topology.addHost("a");
    private final Node b = topology.addHost("b");
    private final Node c = topology.addHost("c");
    private final DuplexLink linkA = topology.connect(a, hub, LinkSpec.of(100 * MB, 2 * MS));
    private final DuplexLink linkB = topology.connect(b, hub, LinkSpec.of(100 * MB, 3 * MS));
    private final DuplexLink linkC = topology.connect(c, hub, LinkSpec.of(10 * MB, 0));
    private final Network network = new Network(simulation, topology);
    private final List<String> ended = new ArrayList<>();

    private Event note(String what) {
        return nowNs -> ended.add(what + "@" + nowNs);
    }

    @Test
    void routesOverSwitchesAndSumsLatencies() {
        Path path = topology.path(a, b);
        assertEquals(List.of(linkA.forth(), linkB.back()), path.links());
        assertEquals(5 * MS, path.latencyNs());
        assertSame(path, topology.path(a, b));
        assertEquals("a to b", path.toString());
    }

    @Test
    void routesOverTheFewestLinksAndNeverThroughAHost() {
        Topology other = new Topology();
        Node first = other.addHost("first");
        Node middle = other.addHost("middle");
        Node last = other.addHost("last");
        Node s = other.addSwitch("s");
        Node t = other.addSwitch("t");
        LinkSpec spec = LinkSpec.of(1, 0);
        other.connect(first, middle, spec);
        other.connect(middle, last, spec);
        IllegalArgumentException none =
                assertThrows(IllegalArgumentException.class, () -> other.path(first, last));
        assertEquals(
                "to: expected a host that can be reached from first but found last",
                none.getMessage());
        other.connect(first, s, spec);
        other.connect(s, t, spec);
        Link there = other.connect(t, last, spec).forth();
        assertEquals(3, other.path(first, last).links().size());
        assertSame(there, other.path(first, last).links().getLast());
        other.connect(s, last, spec);
        assertEquals(2, other.path(first, last).links().size());
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThrows(IllegalArgumentException.class, () -> topology.addHost("a"));
        assertThrows(IllegalArgumentException.class, () -> topology.path(a, a));
        assertThrows(
                IllegalArgumentException.class, () -> topology.connect(a, a, LinkSpec.of(1, 0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> topology.path(a, new Topology().addHost("elsewhere")));
        assertThrows(IllegalArgumentException.class, () -> new Network(simulation, topology));
        Path path = topology.path(a, b);
        assertThrows(IllegalArgumentException.class, () -> network.start(path, -1, note("never")));
        assertThrows(
                IllegalArgumentException.class, () -> network.start(path, 1, 0, note("never")));
        for (double rate : new double[] {0, -1, Double.NaN, 2e15}) {
            assertThrows(IllegalArgumentException.class, () -> LinkSpec.of(rate, 0));
            assertThrows(
                    IllegalArgumentException.class, () -> new LinkChange.Rate(linkA.forth(), rate));
        }
        for (long latencyNs : new long[] {-1, LinkSpec.MOST_LATENCY_NS + 1}) {
            assertThrows(IllegalArgumentException.class, () -> LinkSpec.of(1, latencyNs));
        }
        for (double loss : new double[] {-0.1, 1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new LinkSpec(1, 0, loss));
        }
    }

    @Test
    void carriesToTheNanosecond() {
        Transfer transfer = network.start(topology.path(a, b), 123_456_789, note("end"));
        simulation.run(new RunLimits(MS, 10));
        assertEquals(100_000, transfer.carriedBytes(MS));
        assertEquals(100e6, transfer.rateBytesPerSecond());
        assertFalse(transfer.isCompleted());
        assertEquals(RunEnd.NOTHING_PENDING, simulation.run(NO_LIMITS));
        assertEquals(List.of("end@1234567890"), ended);
        assertTrue(transfer.isCompleted());
        assertEquals(123_456_789, transfer.carriedBytes(simulation.nowNs()));
        assertEquals(0, linkA.forth().usedBytesPerSecond());
    }

    @Test
    void sharesALinkAndGivesWhatIsFreedToTheRest() {
        network.start(topology.path(a, b), 10 * MB, note("short"));
        network.start(topology.path(a, b), 20 * MB, note("long"));
        simulation.run(NO_LIMITS);
        // 50 MB/s each for 0.2 s, then 100 MB/s for the 10 MB that are left.
        assertEquals(List.of("short@200000000", "long@300000000"), ended);
    }

    @Test
    void directionsDoNotShare() {
        network.start(topology.path(a, b), 10 * MB, note("forth"));
        network.start(topology.path(b, a), 10 * MB, note("back"));
        simulation.run(NO_LIMITS);
        assertEquals(List.of("forth@100000000", "back@100000000"), ended);
    }

    @Test
    void givesTheOthersWhatABottleneckElsewhereLeaves() {
        Transfer slow = network.start(topology.path(a, c), 10 * MB, note("slow"));
        Transfer fast = network.start(topology.path(a, b), 90 * MB, note("fast"));
        simulation.run(new RunLimits(0, 10));
        assertEquals(10e6, slow.rateBytesPerSecond());
        assertEquals(90e6, fast.rateBytesPerSecond());
        assertEquals(100e6, linkA.forth().usedBytesPerSecond());
        simulation.run(NO_LIMITS);
        assertEquals(List.of("slow@1000000000", "fast@1000000000"), ended);
    }

    @Test
    void keepsATransferToItsCap() {
        network.start(topology.path(a, b), 10 * MB, 20e6, note("capped"));
        network.start(topology.path(a, b), 80 * MB, note("free"));
        simulation.run(NO_LIMITS);
        // 80 MB/s for 0.5 s, then 100 MB/s for the 40 MB that are left.
        assertEquals(List.of("capped@500000000", "free@900000000"), ended);
    }

    @Test
    void endsATransferOfNoBytesAtOnce() {
        network.apply(new LinkChange.Cut(linkA.forth()));
        network.start(topology.path(a, b), 0, note("end"));
        assertEquals(RunEnd.NOTHING_PENDING, simulation.run(NO_LIMITS));
        assertEquals(List.of("end@0"), ended);
    }

    @Test
    void aCancelledTransferNeverCompletes() {
        Transfer cancelled = network.start(topology.path(a, b), 10 * MB, note("cancelled"));
        network.start(topology.path(a, b), 10 * MB, note("kept"));
        simulation.schedule(100 * MS, nowNs -> assertTrue(network.cancel(cancelled)));
        simulation.run(NO_LIMITS);
        // 50 MB/s for 0.1 s, then 100 MB/s for the 5 MB that are left.
        assertEquals(List.of("kept@150000000"), ended);
        assertEquals(5 * MB, cancelled.carriedBytes(simulation.nowNs()));
        assertFalse(network.cancel(cancelled));
        assertEquals(0, network.transfers());
    }

    @Test
    void waitsWhileALinkIsCut() {
        network.start(topology.path(a, b), 10 * MB, note("end"));
        network.schedule(50 * MS, new LinkChange.Cut(linkB.back()));
        assertEquals(RunEnd.NOTHING_PENDING, simulation.run(NO_LIMITS));
        assertEquals(1, network.transfers());
        network.schedule(950 * MS, new LinkChange.Restore(linkB.back()));
        simulation.run(NO_LIMITS);
        assertEquals(List.of("end@1000000000"), ended);
    }

    @Test
    void followsTheRateAndTheLossOfALink() {
        network.start(topology.path(a, b), 60 * MB, note("end"));
        network.schedule(100 * MS, new LinkChange.Rate(linkA.forth(), 20e6));
        network.schedule(200 * MS, new LinkChange.Rate(linkA.forth(), 200e6));
        network.schedule(300 * MS, new LinkChange.Loss(linkB.back(), 0.5));
        simulation.run(NO_LIMITS);
        // 10 MB in the first 0.1 s, 2 MB in the second, 10 MB in the third, then 50 MB/s.
        assertEquals(List.of("end@1060000000"), ended);
    }

    @Test
    void sharesOutOnceForAllThatHappensAtAnInstant() {
        for (int count = 0; count < 100; count++) {
            network.start(topology.path(a, b), MB, note("end"));
        }
        simulation.run(NO_LIMITS);
        assertEquals(100, ended.size());
        assertEquals("end@1000000000", ended.getLast());
        // One share at the start, one end for all, one share after it.
        assertEquals(3, simulation.firedEvents());
    }
}
