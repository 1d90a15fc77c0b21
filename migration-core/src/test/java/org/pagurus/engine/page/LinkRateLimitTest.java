package org.pagurus.engine.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkRateLimitTest {
    private static final long SECOND_NS = 1_000_000_000;
    private static final long RATE = 1_000_000;
    private static final long BURST_BYTES = 4_000;
    private static final long FRAME_BYTES = 500;

    @Test
    void unlimitedNeverWaits() {
        LinkRateLimit limit = new LinkRateLimit(LinkRateLimit.UNLIMITED, 0);
        limit.spend(Long.MAX_VALUE, 0);
        assertEquals(0, limit.waitNs(0));
    }

    @Test
    void refusesANegativeRate() {
        assertThrows(IllegalArgumentException.class, () -> new LinkRateLimit(-1, 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -SECOND_NS / 2, Long.MAX_VALUE - SECOND_NS / 2, Long.MIN_VALUE})
    void keepsTheRateWhateverTheClockShows(long startNs) {
        LinkRateLimit limit = new LinkRateLimit(RATE, startNs);
        long sent = sendFor(SECOND_NS, limit, startNs, 1);
        assertTrue(
                sent >= RATE - FRAME_BYTES && sent <= RATE + BURST_BYTES + FRAME_BYTES,
                () -> "sent " + sent);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 30 * SECOND_NS})
    void anIdleMinuteIsWorthOneBurst(long startNs) {
        LinkRateLimit limit = new LinkRateLimit(RATE, startNs);
        long nowNs = startNs + 60 * SECOND_NS;
        long sent = 0;
        while (limit.waitNs(nowNs) == 0) {
            limit.spend(FRAME_BYTES, nowNs);
            sent += FRAME_BYTES;
        }
        assertEquals(BURST_BYTES + FRAME_BYTES, sent);
    }

    @Test
    void severalSpendersShareTheRate() {
        LinkRateLimit limit = new LinkRateLimit(RATE, 0);
        int spenders = 8;
        long sent = sendFor(SECOND_NS, limit, 0, spenders);
        // Each may have looked before the others have spent.
        assertTrue(
                sent >= RATE - FRAME_BYTES && sent <= RATE + BURST_BYTES + spenders * FRAME_BYTES,
                () -> "sent " + sent);
    }

    @Test
    void aFrameIsWaitedForInFull() {
        LinkRateLimit limit = new LinkRateLimit(RATE, 0);
        limit.spend(RATE, 0);
        assertEquals(SECOND_NS, limit.waitNs(0));
        assertEquals(0, limit.waitNs(SECOND_NS));
    }

    /** All spenders look, then all that may send do, and time goes on by 0.1 ms. */
    private static long sendFor(long durationNs, LinkRateLimit limit, long startNs, int spenders) {
        long sent = 0;
        for (long passedNs = 0; passedNs < durationNs; passedNs += 100_000) {
            long nowNs = startNs + passedNs;
            if (limit.waitNs(nowNs) == 0) {
                for (int i = 0; i < spenders; i++) {
                    limit.spend(FRAME_BYTES, nowNs);
                    sent += FRAME_BYTES;
                }
            }
        }
        return sent;
    }
}
