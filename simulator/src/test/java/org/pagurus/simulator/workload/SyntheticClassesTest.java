package org.pagurus.simulator.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.WorkloadSpec;
import org.pagurus.guest.synthetic.WorkloadSpec.Heat;
import org.pagurus.guest.synthetic.WorkloadSpec.HotCold;
import org.pagurus.guest.synthetic.WorkloadSpec.Idle;
import org.pagurus.guest.synthetic.WorkloadSpec.Phase;
import org.pagurus.guest.synthetic.WorkloadSpec.Phased;
import org.pagurus.guest.synthetic.WorkloadSpec.Sequential;
import org.pagurus.guest.synthetic.WorkloadSpec.Uniform;
import org.pagurus.guest.synthetic.WorkloadSpec.Zipfian;

class SyntheticClassesTest {
    private static final long SECOND_NS = 1_000_000_000;
    private static final long MEMORY_PAGES = 1 << 18;
    private static final int SET_PAGES = 16_384;
    private static final long WRITES_PER_SECOND = 12_800;
    private static final HotCold HOT_COLD =
            new HotCold(List.of(new Heat(10, 70), new Heat(30, 30), new Heat(60, 0)));

    private static PageClasses classes(WorkloadSpec spec, int vcpus) {
        return SyntheticClasses.of(
                new SyntheticConfig(
                        spec,
                        ContentMix.TYPICAL,
                        WRITES_PER_SECOND * 4096,
                        SET_PAGES * 4096L,
                        0,
                        vcpus,
                        1),
                MEMORY_PAGES);
    }

    @Test
    void allWritesAreThere() {
        for (int vcpus : new int[] {1, 3, 16}) {
            for (WorkloadSpec spec :
                    List.of(new Uniform(), new Sequential(), HOT_COLD, new Zipfian(1.1))) {
                double writes = 0;
                for (PageClass of : classes(spec, vcpus).classes()) {
                    writes +=
                            of.pages()
                                    * (of.random().writes(0, SECOND_NS)
                                            + of.sweep().writes(0, SECOND_NS));
                }
                assertEquals(
                        WRITES_PER_SECOND, writes, WRITES_PER_SECOND * 2e-3, spec + " " + vcpus);
            }
        }
    }

    @Test
    void theWorkingSetLiesBehindPage0() {
        PageClasses uniform = classes(new Uniform(), 1);
        assertEquals(new PageRegion(1, SET_PAGES), uniform.classes().getFirst().region());
        assertEquals(
                new PageRegion(SET_PAGES + 1, MEMORY_PAGES - SET_PAGES - 1),
                uniform.segments().getLast().region());
    }

    @Test
    void classesOfHotAndColdLieBehindEachOther() {
        List<PageClass> all = classes(HOT_COLD, 1).classes();
        assertEquals(new PageRegion(1, 1638), all.get(0).region());
        assertEquals(new PageRegion(1639, 4915), all.get(1).region());
        assertEquals(
                WRITES_PER_SECOND * 0.7 / 1638, all.get(0).random().writes(0, SECOND_NS), 1e-9);
        assertTrue(all.get(2).random().isNone());
    }

    @Test
    void binsOfRanksDirtyAsManyPagesAsRanksOneByOne() {
        for (double exponent : new double[] {0.3, 0.8, 1, 1.3, 2}) {
            double sum = 0;
            for (int rank = 1; rank <= SET_PAGES; rank++) {
                sum += Math.pow(rank, -exponent);
            }
            PageClasses zipfian = classes(new Zipfian(exponent), 1);
            for (double seconds : new double[] {0.01, 0.1, 1, 10}) {
                double expected = 0;
                for (int rank = 1; rank <= SET_PAGES; rank++) {
                    double chance = Math.pow(rank, -exponent) / sum;
                    expected += DirtyShare.random(WRITES_PER_SECOND * chance * seconds);
                }
                assertEquals(
                        expected,
                        zipfian.dirtiedPages(0, (long) (seconds * SECOND_NS)),
                        expected * 1e-2,
                        "exponent " + exponent + ", " + seconds + " s");
            }
        }
    }

    @Test
    void phasesTakeTurnsOverTheSamePages() {
        Phased phased =
                new Phased(
                        List.of(
                                new Phase(HOT_COLD, SECOND_NS),
                                new Phase(new Idle(), SECOND_NS),
                                new Phase(new Zipfian(1), SECOND_NS),
                                new Phase(new Sequential(), SECOND_NS)));
        PageClasses classes = classes(phased, 2);
        double pages = classes.classes().stream().mapToDouble(PageClass::pages).sum();
        assertEquals(MEMORY_PAGES, pages, 1e-3);
        assertEquals(
                classes(HOT_COLD, 2).dirtiedPages(0, SECOND_NS),
                classes.dirtiedPages(4 * SECOND_NS, 5 * SECOND_NS),
                5);
        assertEquals(0, classes.dirtiedPages(5 * SECOND_NS, 6 * SECOND_NS));
        assertEquals(
                classes(new Zipfian(1), 2).dirtiedPages(0, SECOND_NS),
                classes.dirtiedPages(2 * SECOND_NS, 3 * SECOND_NS),
                5);
        assertEquals(WRITES_PER_SECOND, classes.dirtiedPages(3 * SECOND_NS, 4 * SECOND_NS), 5);
    }
}
