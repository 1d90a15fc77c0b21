package org.pagurus.simulator.cluster.day;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.cluster.CpuDemand;
import org.pagurus.simulator.cluster.TestClusters;
import org.pagurus.simulator.cluster.migration.MigrationCost;
import org.pagurus.simulator.cluster.migration.MigrationEstimate;
import org.pagurus.simulator.cluster.migration.MigrationLimits;

/** Hosts of 1,000 MIPS that draw 100 W idle and 200 W full; every migration takes 60 s. */
class ClusterDayTest {
    private static final long SECOND_NS = 1_000_000_000;
    private static final MigrationCost MINUTE =
            (memoryBytes, dirtyBytesPerSecond, linkBytesPerSecond) ->
                    new MigrationEstimate(60 * SECOND_NS, SECOND_NS, 5000, 0.1);

    private final List<SampleLine> lines = new ArrayList<>();

    @Test
    void energyIsAccountedForToTheSecond() {
        Cluster cluster = TestClusters.of(2, 0, 1);

        DayReport report =
                day(
                                cluster,
                                (guest, sample) -> 50,
                                new MigrationLimits(1, 1, 1),
                                new Plan(List.of(), List.of(new Move(0, 1)), List.of(0)))
                        .run(2, lines::add);

        // 60 s at 150 W on both hosts, then 540 s at 200 W on one that is full.
        assertEquals(60 * 2 * 150 + 540 * 200, report.joules(), 1e-6);
        assertEquals((60 + 600) / 600.0, report.meanHostsOn(), 1e-9);
        assertEquals(1, report.migrations());
        assertEquals(1, report.switchedOff());
        assertEquals(5000, report.bytes());
        assertEquals(SECOND_NS, report.downtimeNs());
        // Full is not more than full.
        assertEquals(0, report.overloadTimeFraction());
        assertEquals(1, lines.get(0).hostsOn());
        assertEquals(60 * 2 * 150 + 240 * 200, lines.get(0).joules(), 1e-6);
    }

    @Test
    void violationsAreThoseOfTheDefinitions() {
        // Host 1 is asked for 1,300 MIPS once the guest has come.
        Cluster cluster = TestClusters.of(2, 0, 0, 1);

        DayReport report =
                day(
                                cluster,
                                (guest, sample) -> new int[] {50, 20, 80}[guest],
                                new MigrationLimits(1, 1, 1),
                                new Plan(List.of(), List.of(new Move(0, 1)), List.of()))
                        .run(1, lines::add);

        assertEquals(240.0 / 600, report.overloadTimeFraction(), 1e-9);
        assertEquals((0 + 240.0 / 300) / 2, report.timePerActiveHost(), 1e-9);
        // One of three guests lost 10 % for 60 of 300 s.
        assertEquals(0.1 * 60 / 300 / 3, report.migrationDegradation(), 1e-12);
        assertEquals(
                report.timePerActiveHost() * report.migrationDegradation(), report.violation());
        assertEquals(report.joules() / 3.6e6 * report.violation(), report.energyTimesViolation());
    }

    @Test
    void migrationsGoOnIntoTheNextInterval() {
        Cluster cluster = TestClusters.of(2, 0, 0, 0, 0, 0, 0, 0);
        List<Move> moves = new ArrayList<>();
        for (int guest = 0; guest < 7; guest++) {
            moves.add(new Move(guest, 1));
        }

        DayReport report =
                day(
                                cluster,
                                (guest, sample) -> 10,
                                new MigrationLimits(1, 1, 1),
                                new Plan(List.of(), moves, List.of()))
                        .run(2, lines::add);

        // One a minute: four are over before 300 s, one at that very moment.
        assertEquals(new SampleLine(0, 2, 700, 0, lines.get(0).joules(), 7, 4, 1, 2), lines.get(0));
        assertEquals(new SampleLine(1, 2, 700, 0, lines.get(1).joules(), 0, 3, 0, 0), lines.get(1));
        assertEquals(0.1 * 60 / 600, report.migrationDegradation(), 1e-12);
        TestClusters.check(cluster);
    }

    @Test
    void aHostIsSwitchedOnBeforeGuestsGoThere() {
        Cluster cluster = TestClusters.of(2, 0);
        cluster.switchOff(1);
        day(
                        cluster,
                        (guest, sample) -> 10,
                        new MigrationLimits(1, 1, 1),
                        new Plan(List.of(1), List.of(new Move(0, 1)), List.of(0)))
                .run(1, lines::add);
        assertTrue(cluster.hosts().isOn(1));
        assertFalse(cluster.hosts().isOn(0));
    }

    @Test
    void aHostThatGuestsAreSentToAgainStaysOn() {
        Cluster cluster = TestClusters.of(2, 0, 0, 1);
        day(
                        cluster,
                        (guest, sample) -> 10,
                        new MigrationLimits(1, 2, 2),
                        new Plan(List.of(), List.of(new Move(0, 1), new Move(1, 1)), List.of(0)),
                        new Plan(List.of(), List.of(new Move(2, 0)), List.of()))
                .run(1, lines::add);
        assertFalse(cluster.hosts().isOn(0));

        Cluster again = TestClusters.of(2, 0, 0, 0, 0, 0, 0, 1);
        List<Move> moves = new ArrayList<>();
        for (int guest = 0; guest < 6; guest++) {
            moves.add(new Move(guest, 1));
        }
        day(
                        again,
                        (guest, sample) -> 10,
                        new MigrationLimits(1, 2, 2),
                        new Plan(List.of(), moves, List.of(0)),
                        new Plan(List.of(), List.of(new Move(6, 0)), List.of()))
                .run(3, lines::add);
        assertTrue(again.hosts().isOn(0));
        assertEquals(0, again.guests().host(6));
    }

    @Test
    void refusesAnIntervalOfNothing() {
        assertEquals(
                "intervalSeconds: expected 1 to 86400 but found 0",
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        new ClusterDay(
                                                TestClusters.of(1, 0),
                                                (guest, sample) -> 0,
                                                new Script(),
                                                MINUTE,
                                                new MigrationLimits(1, 1, 1),
                                                0))
                        .getMessage());
    }

    private static ClusterDay day(
            Cluster cluster, CpuDemand demand, MigrationLimits limits, Plan... plans) {
        return new ClusterDay(cluster, demand, new Script(plans), MINUTE, limits, 300);
    }

    /** Gives these plans, then nothing. */
    private static final class Script implements ClusterStrategy {
        private final Deque<Plan> plans;

        Script(Plan... plans) {
            this.plans = new ArrayDeque<>(List.of(plans));
        }

        @Override
        public String name() {
            return "script";
        }

        @Override
        public Plan decide(ClusterView cluster) {
            return plans.isEmpty() ? Plan.NOTHING : plans.remove();
        }
    }
}
