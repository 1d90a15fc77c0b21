package org.pagurus.codec.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.memory.Page;
import org.pagurus.testing.Seeds;

/** Plans for costs that are known. */
class DeliveryPlanTest {
    private static final double BASE_NS = 400;
    private static final Coding[] CODINGS = Coding.values();

    /** One class: LZ4 takes 5 us and halves a page, zstd 3 takes 18 us and leaves a third. */
    private static CodingCosts oneClass(double windowScale) {
        double[][] bytes = new double[1][CODINGS.length];
        double[][] costNs = new double[1][CODINGS.length];
        Arrays.fill(bytes[0], Page.SIZE_BYTES);
        Arrays.fill(costNs[0], 50_000);
        bytes[0][Coding.LZ4.ordinal()] = 2048;
        costNs[0][Coding.LZ4.ordinal()] = 5_000;
        bytes[0][Coding.ZSTD_1.ordinal()] = 2000;
        bytes[0][Coding.ZSTD_3.ordinal()] = 1365;
        costNs[0][Coding.ZSTD_3.ordinal()] = 18_000;
        CodingCosts costs = new CodingCosts(new KnownCosts(bytes, costNs));
        costs.saw(0);
        for (int i = 0; i < 1000; i++) {
            costs.learnWindow(new int[] {64}, 64 * 2000 * windowScale, 64 * 20_000);
            costs.learnBase(64, (long) (64 * BASE_NS));
        }
        return costs;
    }

    /** Two cores. Where no coding alone is best, pages are dealt out to two. */
    @ParameterizedTest
    @CsvSource({
        "0.0125, ZSTD_3, ZSTD_3", // 100 Mbit/s: 1365 bytes take 109 us
        "0.125, ZSTD_3, ZSTD_3", // 1 Gbit/s: 11 us, encoding 9 us
        "0.3, LZ4, ZSTD_3",
        "1.2, RAW, LZ4", // 9.6 Gbit/s: a page takes 3.4 us raw
        "100, RAW, RAW",
    })
    void givesEachLinkItsCodings(double bytesPerNs, Coding one, Coding other) {
        DeliveryPlan plan = new DeliveryPlan(oneClass(1), true);
        plan.solve(1 / bytesPerNs, 2);
        int ones = 0;
        for (int i = 0; i < 1000; i++) {
            Coding next = plan.next(0);
            assertTrue(next == one || next == other, () -> next + " at " + bytesPerNs);
            ones += next == one ? 1 : 0;
        }
        assertTrue(ones > 0);
        assertEquals(one == other, ones == 1000);
    }

    /** On a link of 1 Gbit/s shared by two: 38 us with LZ4, 40 us with zstd 3. */
    @Test
    void whatOverlapsWithNothingIsThereSoonestInTheSumOfBothTimes() {
        DeliveryPlan plan = new DeliveryPlan(oneClass(1), true);
        plan.solve(16, 2);
        assertEquals(Coding.ZSTD_3, plan.next(0));
        assertEquals(Coding.LZ4, plan.soonest(0, 16, 2));
    }

    @Test
    void aLinkWithoutLimitGoesRaw() {
        DeliveryPlan plan = new DeliveryPlan(oneClass(1), true);
        plan.solve(0, 2);
        assertTrue(plan.isRaw());
        plan.solve(80, 2);
        assertFalse(plan.isRaw());
    }

    /** A class may come for the first time right behind the plan. */
    @Test
    void aClassThatHasNotComeYetIsPlannedFor() {
        double[][] bytes = new double[2][CODINGS.length];
        double[][] costNs = new double[2][CODINGS.length];
        for (int i = 0; i < 2; i++) {
            Arrays.fill(bytes[i], Page.SIZE_BYTES);
            bytes[i][Coding.LZ4.ordinal()] = 2048;
            costNs[i][Coding.LZ4.ordinal()] = 5_000;
        }
        CodingCosts costs = new CodingCosts(new KnownCosts(bytes, costNs));
        costs.saw(0);
        DeliveryPlan plan = new DeliveryPlan(costs, false);
        plan.solve(80, 2);
        assertEquals(Coding.LZ4, plan.next(1));
    }

    @Test
    void aWindowIsUsedWhereItSaves() {
        CodingCosts costs = oneClass(0.4); // 800 bytes
        DeliveryPlan plan = new DeliveryPlan(costs, false);
        plan.solve(80, 2);
        assertEquals(Coding.ZSTD_3, plan.next(0));
        plan = new DeliveryPlan(costs, true);
        plan.solve(80, 2);
        assertEquals(Coding.WINDOW, plan.next(0));
        plan = new DeliveryPlan(oneClass(0.66), true); // 1320 bytes, less than 5 % saved
        plan.solve(80, 2);
        assertEquals(Coding.ZSTD_3, plan.next(0));
    }

    /**
     * Whatever the costs, no single coding for all classes delivers sooner, but for the gain that
     * is too small to begin with compression.
     */
    @Test
    void noFixedCodingIsFaster() {
        Seeds.forEach(
                300,
                seed -> {
                    Random random = new Random(seed);
                    int classes = 1 + random.nextInt(12);
                    double cores = 0.5 + random.nextInt(8) / 2.0;
                    double linkNsPerByte = Math.exp(random.nextDouble() * 9 - 4);
                    double[][] bytes = new double[classes][CODINGS.length];
                    double[][] costNs = new double[classes][CODINGS.length];
                    for (int i = 0; i < classes; i++) {
                        for (int coding = 0; coding < CODINGS.length; coding++) {
                            bytes[i][coding] = 1 + random.nextInt(Page.SIZE_BYTES);
                            costNs[i][coding] = 100 + random.nextInt(30_000);
                        }
                    }
                    CodingCosts costs = new CodingCosts(new KnownCosts(bytes, costNs));
                    for (int i = 0; i < 1000; i++) {
                        costs.learnBase(64, (long) (64 * BASE_NS));
                    }
                    int pages = 3000;
                    int[] order = new int[pages];
                    for (int i = 0; i < pages; i++) {
                        order[i] = random.nextInt(classes);
                        costs.saw(order[i]);
                    }
                    DeliveryPlan plan = new DeliveryPlan(costs, true);
                    plan.solve(linkNsPerByte, cores);
                    double planned = time(order, costs, plan, null, linkNsPerByte, cores);
                    for (Coding coding : Coding.values()) {
                        double fixed = time(order, costs, plan, coding, linkNsPerByte, cores);
                        assertTrue(
                                planned <= fixed * 1.2,
                                () -> planned + " ns, but " + fixed + " with " + coding);
                    }
                });
    }

    private static double time(
            int[] order,
            CodingCosts costs,
            DeliveryPlan plan,
            Coding fixed,
            double linkNsPerByte,
            double cores) {
        double encodeNs = 0;
        double linkNs = 0;
        for (int pageClass : order) {
            Coding coding =
                    fixed != null ? fixed : plan.isRaw() ? Coding.RAW : plan.next(pageClass);
            boolean raw = coding == Coding.RAW;
            encodeNs += BASE_NS + (raw ? 0 : costs.costNs(pageClass, coding));
            linkNs += linkNsPerByte * (raw ? Page.SIZE_BYTES : costs.bytes(pageClass, coding));
        }
        return Math.max(encodeNs / cores, linkNs);
    }
}
