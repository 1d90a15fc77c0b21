package org.pagurus.experiments.bench.compression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CostTableTest {
    private static final LinkRate BYTE_PER_NS = new LinkRate("8G", 1e9);

    @Test
    void takesTheFewestBytesOfEachPage() {
        CostTable table = new CostTable(2, 3);
        set(table, 0, new int[] {10, 50, 30}, 1);
        set(table, 1, new int[] {20, 40, 30}, 1);
        assertEquals(10 + 40 + 30, table.leastBytes());
    }

    @Test
    void withoutALimitTheCheapestCodecCounts() {
        assertEquals(1_000, rawOrSmall().boundNs(LinkRate.UNLIMITED, 2, 1, 2_000, 50), 1);
    }

    @Test
    void onASlowLinkTheFewestBytesCount() {
        LinkRate slow = new LinkRate("8M", 1e6);
        double bound = rawOrSmall().boundNs(slow, 2, 1, 2_000, 50);
        assertEquals((100 * 10 + 50) * 1_000, bound, 10);
    }

    @Test
    void inBetweenProcessorAndLinkAreBusyAlike() {
        // x of 100 pages made small: 300 x / 1 = 100 (100 - x) + 10 x, so x = 10000 / 390.
        double x = 10_000.0 / 390;
        assertEquals(300 * x, rawOrSmall().boundNs(BYTE_PER_NS, 1, 1, 0, 0), 1);
    }

    @Test
    void eachPageStandsForMoreOnesOfALargeImage() {
        LinkRate slow = new LinkRate("8M", 1e6);
        assertEquals(3 * 100 * 10 * 1_000, rawOrSmall().boundNs(slow, 1, 3, 0, 0), 10);
    }

    /** A hundred pages: 100 bytes for nothing, or 10 bytes in 300 ns. */
    private static CostTable rawOrSmall() {
        CostTable table = new CostTable(2, 100);
        for (int page = 0; page < 100; page++) {
            table.set(0, page, 100, 0);
            table.set(1, page, 10, 300);
        }
        return table;
    }

    private static void set(CostTable table, int choice, int[] bytes, long ns) {
        for (int page = 0; page < bytes.length; page++) {
            table.set(choice, page, bytes[page], ns);
        }
    }
}
