package org.pagurus.simulator.strategy.evacuation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pagurus.simulator.cluster.TestClusters.GIB;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.cluster.CpuDemand;
import org.pagurus.simulator.cluster.GuestSpec;
import org.pagurus.simulator.cluster.HostSpec;
import org.pagurus.simulator.cluster.TestClusters;
import org.pagurus.simulator.cluster.day.ClusterDay;
import org.pagurus.simulator.cluster.day.ClusterStrategy;
import org.pagurus.simulator.cluster.day.Move;
import org.pagurus.simulator.cluster.day.Plan;
import org.pagurus.simulator.cluster.day.SampleLine;
import org.pagurus.simulator.cluster.migration.MigrationCost;
import org.pagurus.simulator.cluster.migration.MigrationEstimate;
import org.pagurus.simulator.cluster.migration.MigrationLimits;
import org.pagurus.simulator.strategy.placement.CpuLoad;
import org.pagurus.simulator.strategy.placement.Draft;
import org.pagurus.simulator.strategy.placement.LeastLoaded;

/** Evacuations as they are carried out, a sample a second; a guest takes a second a quarter GiB. */
class EvacuatingTest {
    private static final long SECOND_NS = 1_000_000_000;
    private static final long QUARTER = GIB / 4;

    /** What started, in this order: the memory of each, in quarters of a GiB. */
    private final List<Long> started = new ArrayList<>();

    private final List<SampleLine> lines = new ArrayList<>();

    /**
     * Guest n of 20 has n + 1 quarters of a GiB; the last one has more than any other host. Guest 5
     * asks for more CPU than any other host has left, until second 100.
     */
    @Test
    void twentyGuestsLeaveTwoAtATimeTheLargestFirst() {
        List<GuestSpec> guests = new ArrayList<>();
        for (int guest = 0; guest < 20; guest++) {
            guests.add(new GuestSpec(1000, (guest == 19 ? 100 : guest + 1) * QUARTER, 0));
        }
        Cluster cluster = cluster(6, guests, new int[20]);
        CpuDemand demand = (guest, sample) -> guest == 5 && sample < 100 ? 90 : 5;
        List<Evacuation> planned = new ArrayList<>();
        Evacuating strategy = new Evacuating(0, new LeastLoaded(), 0.8, planned::add);

        ClusterDay day = day(cluster, demand, strategy, new MigrationLimits(2, 2, 5));
        day.run(100, lines::add);

        Evacuation first = planned.getFirst();
        long mostFreeBytes = first.stranded().getLast().mostFreeBytes();
        assertFalse(first.isWhole());
        assertEquals(18, first.moves().size());
        assertEquals(
                List.of(
                        new Stranded(19, Stranded.Reason.MEMORY, 20 * GIB, 0),
                        new Stranded(5, Stranded.Reason.CPU, mostFreeBytes, 700)),
                first.stranded());
        // 19 quarters down to 1 without the 6 of guest 5: 184 seconds, two at a time.
        List<Long> sizes =
                new ArrayList<>(IntStream.rangeClosed(1, 19).mapToObj(n -> 20L - n).toList());
        sizes.remove(6L);
        assertEquals(sizes, started);
        for (SampleLine line : lines.subList(0, 80)) {
            assertEquals(2, line.running(), line.toString());
        }
        assertEquals(2, cluster.hosts().guestCount(0));
        assertTrue(cluster.hosts().isOn(0));

        day.run(20, lines::add);

        // The one that CPU had kept has gone; the other one is still named.
        assertEquals(6, started.getLast());
        assertEquals(1, cluster.hosts().guestCount(0));
        assertEquals(19, cluster.hosts().guest(0, 0));
        assertEquals(19, planned.getLast().stranded().getFirst().guest());
        assertEquals(1, planned.getLast().stranded().size());
        TestClusters.check(cluster);
    }

    @Test
    void theHostIsSwitchedOffOnceTheLastHasLeft() {
        Cluster cluster = cluster(3, Collections.nCopies(3, TestClusters.SMALL), new int[3]);
        List<Evacuation> planned = new ArrayList<>();
        Evacuating strategy = new Evacuating(0, new LeastLoaded(), 0.8, planned::add);

        ClusterDay day = day(cluster, (g, s) -> 5, strategy, new MigrationLimits(2, 2, 5));
        day.run(8, lines::add);
        assertTrue(cluster.hosts().isOn(0));
        day.run(4, lines::add);

        assertFalse(cluster.hosts().isOn(0));
        assertTrue(planned.getFirst().isWhole());
        assertEquals(9, planned.size());
        assertEquals(1, day.run(0, line -> {}).switchedOff());
    }

    /** One that was on its way to the host when it was to be emptied has to leave again. */
    @Test
    void aGuestThatIsStillToComeLeavesAgain() {
        Cluster cluster = cluster(3, Collections.nCopies(2, TestClusters.SMALL), new int[] {0, 1});
        Evacuating evacuating = new Evacuating(0, new LeastLoaded(), 0.8, evacuation -> {});
        ClusterStrategy strategy =
                new ClusterStrategy() {
                    private boolean isFirst = true;

                    @Override
                    public String name() {
                        return "first one comes";
                    }

                    @Override
                    public Plan decide(ClusterView view) {
                        if (isFirst) {
                            isFirst = false;
                            return new Plan(List.of(), List.of(new Move(1, 0)), List.of());
                        }
                        return evacuating.decide(view);
                    }
                };

        day(cluster, (g, s) -> 5, strategy, new MigrationLimits(2, 2, 5)).run(15, lines::add);

        assertFalse(cluster.hosts().isOn(0));
        TestClusters.check(cluster);
    }

    /** Three hosts at once: two from each is one more than the cluster may have. */
    @Test
    void theClusterHasFiveAtATime() {
        int[] hostOf = IntStream.range(0, 60).map(guest -> guest / 20).toArray();
        List<GuestSpec> guests = Collections.nCopies(60, TestClusters.SMALL);
        Cluster cluster = cluster(10, guests, hostOf);
        ClusterStrategy strategy = new ThreeAtOnce();

        day(cluster, (g, s) -> 5, strategy, new MigrationLimits(2, 2, 5)).run(100, lines::add);

        // First come, first served: two each of hosts 0 and 1, which are empty after 40 seconds.
        for (SampleLine line : lines.subList(0, 60)) {
            assertEquals(line.sample() < 40 ? 5 : 2, line.running(), line.toString());
        }
        assertEquals(60, started.size());
        for (int host = 0; host < 3; host++) {
            assertTrue(cluster.hosts().isEmpty(host));
        }
        TestClusters.check(cluster);
    }

    /** Hosts of 20 GiB, the first ones' memory large enough for what is there. */
    private static Cluster cluster(int hosts, List<GuestSpec> guests, int[] hostOf) {
        List<HostSpec> specs = new ArrayList<>(Collections.nCopies(hosts, TestClusters.PLAIN));
        specs.replaceAll(spec -> spec.withMemoryBytes(20 * GIB));
        for (int host : hostOf) {
            specs.set(host, TestClusters.PLAIN.withMemoryBytes(100 * GIB));
        }
        return TestClusters.of(specs, guests, hostOf);
    }

    private ClusterDay day(
            Cluster cluster, CpuDemand demand, ClusterStrategy strategy, MigrationLimits limits) {
        MigrationCost cost =
                (memoryBytes, dirtyBytesPerSecond, linkBytesPerSecond) -> {
                    started.add(memoryBytes / QUARTER);
                    return new MigrationEstimate(
                            memoryBytes / QUARTER * SECOND_NS, 0, memoryBytes, 0);
                };
        return new ClusterDay(cluster, demand, strategy, cost, limits, 1);
    }

    /** Hosts 0, 1 and 2 in one draft, so that none is a destination. */
    private static final class ThreeAtOnce implements ClusterStrategy {
        @Override
        public String name() {
            return "three-at-once";
        }

        @Override
        public Plan decide(ClusterView view) {
            Draft draft = new Draft(view, new CpuLoad());
            for (int host = 3; host < view.hosts().count(); host++) {
                draft.admit(host, 1000);
            }
            for (int host = 0; host < 3; host++) {
                assertTrue(Evacuation.plan(draft, host, new LeastLoaded()).isWhole());
            }
            return draft.toPlan();
        }
    }
}
