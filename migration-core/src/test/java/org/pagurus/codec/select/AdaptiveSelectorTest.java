package org.pagurus.codec.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pagurus.memory.Page;

/** Learns from codings whose costs the test decides. */
class AdaptiveSelectorTest {
    private static final Map<Coding, int[]> BYTES_AND_NS = new EnumMap<>(Coding.class);

    static {
        BYTES_AND_NS.put(Coding.SPARSE, new int[] {4096, 300});
        BYTES_AND_NS.put(Coding.WKDM, new int[] {3000, 2_500});
        BYTES_AND_NS.put(Coding.LZ4, new int[] {2300, 5_000});
        BYTES_AND_NS.put(Coding.ZSTD_FAST, new int[] {2200, 7_000});
        BYTES_AND_NS.put(Coding.ZSTD_1, new int[] {1860, 15_000});
        BYTES_AND_NS.put(Coding.ZSTD_3, new int[] {1830, 18_000});
        BYTES_AND_NS.put(Coding.WINDOW, new int[] {1340, 25_000});
        BYTES_AND_NS.put(Coding.XBZRLE, new int[] {600, 1_200});
        BYTES_AND_NS.put(Coding.PREFIX, new int[] {300, 9_000});
    }

    private double linkBytesPerSecond;
    private int looks;
    private final AdaptiveSelector selector =
            new AdaptiveSelector(new OneClass(), () -> linkBytesPerSecond, 2, true);
    private final Map<Coding, Integer> chosen = new EnumMap<>(Coding.class);
    private int windowed;

    @Test
    void aLinkWithoutLimitIsSentRawWithoutALook() {
        linkBytesPerSecond = Double.POSITIVE_INFINITY;
        send(10_000, false);
        assertEquals(Map.of(Coding.RAW, 10_000), chosen);
        assertEquals(0, looks);
        assertFalse(selector.keepsVersions(true));
    }

    @Test
    void aFastLinkIsSentRawAndSeldomLookedAt() {
        linkBytesPerSecond = 20e9;
        send(10_000, false);
        chosen.clear();
        looks = 0;
        send(100_000, false);
        assertTrue(chosen.getOrDefault(Coding.RAW, 0) > 99_000, chosen::toString);
        assertTrue(looks < 1_000, () -> looks + " looks");
    }

    @Test
    void aSlowLinkGetsTheLeastBytes() {
        linkBytesPerSecond = 12.5e6;
        send(5_000, false);
        chosen.clear();
        send(20_000, false);
        assertTrue(chosen.get(Coding.WINDOW) > 19_000, chosen::toString);
        assertTrue(selector.keepsVersions(false) && selector.mentionsCopies());
        chosen.clear();
        send(5_000, true);
        chosen.clear();
        send(20_000, true);
        assertTrue(chosen.get(Coding.PREFIX) > 19_000, chosen::toString);
    }

    /** At 4 Gbit/s a page takes 8 us raw: LZ4 for most of them keeps two cores as long busy. */
    @Test
    void aLinkInBetweenGetsWhatKeepsBothBusy() {
        linkBytesPerSecond = 500e6;
        send(5_000, false);
        chosen.clear();
        double time = send(50_000, false) / 50_000;
        double lz4 = Math.max(5_400 / 2.0, 2300 / 0.5);
        assertTrue(time < 1.03 * lz4, () -> time + " ns a page with " + chosen);
    }

    /** While the guest is paused nothing is tried, and nothing is sent behind it. */
    @Test
    void theLastRoundIsForNothingButItself() {
        linkBytesPerSecond = 62.5e6;
        send(20_000, true);
        assertTrue(selector.keepsVersions(true));
        selector.beginLastRound();
        chosen.clear();
        send(5_000, true);
        assertEquals(Map.of(Coding.PREFIX, 5_000), chosen);
        assertFalse(selector.keepsVersions(true));
    }

    @Test
    void followsTheLinkWhenItChanges() {
        linkBytesPerSecond = 20e9;
        send(20_000, false);
        linkBytesPerSecond = 12.5e6;
        send(20_000, false);
        chosen.clear();
        send(10_000, false);
        assertTrue(chosen.getOrDefault(Coding.WINDOW, 0) > 9_000, chosen::toString);
        linkBytesPerSecond = 20e9;
        send(2_000, false);
        chosen.clear();
        send(10_000, false);
        assertTrue(chosen.getOrDefault(Coding.RAW, 0) > 9_900, chosen::toString);
    }

    /** The larger of both resources' times, in ns. */
    private double send(int pages, boolean hasVersion) {
        MemorySegment page = MemorySegment.ofArray(new byte[Page.SIZE_BYTES]);
        double encodeNs = 0;
        double bytes = 0;
        double frameStartNs = 0;
        for (int i = 0; i < pages; i++) {
            Coding coding =
                    selector.select(page, 0, page, hasVersion ? 0 : PageSelector.NO_VERSION);
            chosen.merge(coding, 1, Integer::sum);
            encodeNs += 400;
            if (coding == Coding.RAW) {
                bytes += Page.SIZE_BYTES;
            } else {
                int[] cost = BYTES_AND_NS.get(coding);
                encodeNs += cost[1];
                bytes += cost[0];
                if (coding == Coding.WINDOW) {
                    windowed++;
                } else {
                    selector.encoded(coding, 1, cost[0], cost[1]);
                }
            }
            boolean frameEnds = i % 64 == 63 || i == pages - 1;
            if (windowed > 0 && frameEnds) {
                int[] cost = BYTES_AND_NS.get(Coding.WINDOW);
                selector.encoded(Coding.WINDOW, windowed, windowed * cost[0], windowed * cost[1]);
                windowed = 0;
            }
            if (frameEnds) {
                selector.filled(i % 64 + 1, (long) (encodeNs - frameStartNs));
                frameStartNs = encodeNs;
            }
        }
        return Math.max(encodeNs / 2, bytes * 1e9 / linkBytesPerSecond);
    }

    private final class OneClass implements Classifier {
        @Override
        public int classes() {
            return 2;
        }

        @Override
        public int classOf(
                MemorySegment page, long pageOffset, MemorySegment versions, long versionOffset) {
            looks++;
            return versionOffset == PageSelector.NO_VERSION ? 0 : 1;
        }

        /** Far from the truth: it has to be learned. */
        @Override
        public double expectedBytes(int pageClass, Coding coding) {
            if (coding == Coding.RAW || coding.needsVersion() && pageClass == 0) {
                return Page.SIZE_BYTES;
            }
            return coding.needsVersion() ? 800 : 2_000;
        }

        @Override
        public boolean hasVersion(int pageClass) {
            return pageClass == 1;
        }

        @Override
        public double expectedNs(int pageClass, Coding coding) {
            return coding == Coding.RAW ? 0 : 8_000;
        }
    }
}
