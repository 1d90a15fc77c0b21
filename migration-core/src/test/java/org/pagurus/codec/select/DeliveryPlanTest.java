package org.pagurus.codec.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.memory.Page;
import org.pagurus.testing.Seeds;

/** Plans for costs that are known. */
class DeliveryPlanTest {
    private static final double BASE_NS = 400;

    /** One class: LZ4 takes 5 us and halves a page, zstd 3 takes 18 us and leaves a third. */
    private static CodingCosts oneClass() {
        CodingCosts costs = new CodingCosts(1);
        costs.saw(0);
        costs.learn(0, Coding.LZ4, 2048, 5_000);
        costs.learn(0, Coding.ZSTD_3, 1365, 18_000);
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
        DeliveryPlan plan = new DeliveryPlan(oneClass(), true);
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

    @Test
    void aLinkWithoutLimitGoesRaw() {
        DeliveryPlan plan = new DeliveryPlan(oneClass(), true);
        plan.solve(0, 2);
        assertTrue(plan.isRaw());
        plan.solve(80, 2);
        assertFalse(plan.isRaw());
    }

    @Test
    void withoutAWindowNoneIsPlanned() {
        CodingCosts costs = oneClass();
        costs.learn(0, Coding.WINDOW, 800, 10_000);
        DeliveryPlan plan = new DeliveryPlan(costs, false);
        plan.solve(80, 2);
        assertEquals(Coding.ZSTD_3, plan.next(0));
        plan = new DeliveryPlan(costs, true);
        plan.solve(80, 2);
        assertEquals(Coding.WINDOW, plan.next(0));
    }

    /** Whatever the costs, no single coding for all classes delivers sooner. */
    @Test
    void noFixedCodingIsFaster() {
        Seeds.forEach(
                300,
                seed -> {
                    Random random = new Random(seed);
                    int classes = 1 + random.nextInt(12);
                    double cores = 0.5 + random.nextInt(8) / 2.0;
                    double linkNsPerByte = Math.exp(random.nextDouble() * 9 - 4);
                    CodingCosts costs = new CodingCosts(classes);
                    int pages = 3000;
                    int[] order = new int[pages];
                    for (int i = 0; i < pages; i++) {
                        order[i] = i < classes ? i : random.nextInt(1 + random.nextInt(classes));
                        costs.saw(order[i]);
                    }
                    for (int i = 0; i < classes; i++) {
                        for (Coding coding : Coding.values()) {
                            if (coding != Coding.RAW) {
                                costs.learn(
                                        i,
                                        coding,
                                        1 + random.nextInt(Page.SIZE_BYTES),
                                        100 + random.nextInt(30_000));
                            }
                        }
                    }
                    DeliveryPlan plan = new DeliveryPlan(costs, true);
                    plan.solve(linkNsPerByte, cores);
                    double planned = time(order, costs, plan, null, linkNsPerByte, cores);
                    for (Coding coding : Coding.values()) {
                        double fixed = time(order, costs, plan, coding, linkNsPerByte, cores);
                        assertTrue(
                                planned <= fixed * 1.06,
                                () -> planned + " ns, but " + fixed + " with " + coding);
                    }
                });
    }

    /** The shares of the last thousand pages stand for all of them, so the order is not a trend. */
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
