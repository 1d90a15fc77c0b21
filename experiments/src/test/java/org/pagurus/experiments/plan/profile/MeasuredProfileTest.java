package org.pagurus.experiments.plan.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.guest.synthetic.WorkloadSpec.Heat;
import org.pagurus.guest.synthetic.WorkloadSpec.HotCold;
import org.pagurus.guest.synthetic.WorkloadSpec.Idle;
import org.pagurus.simulator.workload.DirtyInterval;

class MeasuredProfileTest {
    private static final long MEMORY_BYTES = 512L << 20;
    private static final long ROOM_BYTES = 500L << 20;

    @Test
    void findsTheClassesThatWereMeasured() {
        // 1,000 pages written 20 times a second each, 9,000 pages once in ten seconds.
        MeasuredProfile profile =
                MeasuredProfile.of(intervals(1_000, 20, 9_000, 0.1), MEMORY_BYTES, ROOM_BYTES);
        Heat hot = ((HotCold) profile.workload()).classes().getFirst();
        double workingSetPages = profile.workingSetBytes() / 4096.0;
        assertEquals(1_000, hot.pagesPercent() * workingSetPages / 100, 150, profile::toString);
        assertEquals(96, hot.writesPercent(), 2, profile::toString);
        assertEquals(
                (1_000 * 20 + 900) * 4096.0,
                profile.dirtyRateBytesPerSecond(),
                0.05 * 1_000 * 20 * 4096);
        // In six seconds pages that are written once in ten look like more that are written less.
        assertTrue(workingSetPages > 9_000 && workingSetPages < 16_000, profile::toString);
    }

    @Test
    void isIdleWhereNothingWasWritten() {
        List<DirtyInterval> none = List.of(new DirtyInterval(1_000_000_000, 0, 0));
        MeasuredProfile profile = MeasuredProfile.of(none, MEMORY_BYTES, ROOM_BYTES);
        assertEquals(new Idle(), profile.workload());
        assertEquals(0, profile.dirtyRateBytesPerSecond());
    }

    @Test
    void theWorkingSetHasNoMoreThanThereIsRoomFor() {
        MeasuredProfile profile =
                MeasuredProfile.of(intervals(1_000, 20, 9_000, 0.1), MEMORY_BYTES, 4 << 20);
        assertEquals(4 << 20, profile.workingSetBytes());
    }

    @Test
    void percentsAddUp() {
        assertArrayEquals(new int[] {100}, MeasuredProfile.percents(new double[] {1}, 1));
        assertArrayEquals(
                new int[] {34, 33, 33},
                MeasuredProfile.percents(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, 1));
        assertArrayEquals(
                new int[] {98, 1, 1},
                MeasuredProfile.percents(new double[] {0.998, 0.001, 0.001}, 1));
        double[] many = new double[16];
        Arrays.fill(many, 0.001);
        many[0] = 0.985;
        assertEquals(100, Arrays.stream(MeasuredProfile.percents(many, 1)).sum());
        assertEquals(100, Arrays.stream(MeasuredProfile.percents(many, 0)).sum());
    }

    @Test
    void intervalsAreShortFirstAndAddUp() {
        List<Long> intervals = MeasuredProfile.intervalsNs(6_200_000_000L);
        assertEquals(100_000_000L, intervals.getFirst());
        assertEquals(1_600_000_000L, intervals.getLast());
        assertEquals(6_200_000_000L, intervals.stream().mapToLong(Long::longValue).sum());
    }

    /** What two classes leave in a dirty log, in the mean. */
    private static List<DirtyInterval> intervals(
            double hotPages, double hotRate, double coldPages, double coldRate) {
        List<DirtyInterval> intervals = new ArrayList<>();
        double hotBefore = 0;
        double coldBefore = 0;
        for (long ns : MeasuredProfile.intervalsNs(6_200_000_000L)) {
            double hot = -Math.expm1(-hotRate * ns / 1e9);
            double cold = -Math.expm1(-coldRate * ns / 1e9);
            intervals.add(
                    new DirtyInterval(
                            ns,
                            Math.round(hotPages * hot + coldPages * cold),
                            Math.round(
                                    hotPages * hot * hotBefore + coldPages * cold * coldBefore)));
            hotBefore = hot;
            coldBefore = cold;
        }
        return intervals;
    }
}
