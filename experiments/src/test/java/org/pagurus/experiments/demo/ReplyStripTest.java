package org.pagurus.experiments.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.testing.Seeds;

class ReplyStripTest {
    private static final long BUCKET_NS = ReplyStrip.BUCKET_MS * 1_000_000L;

    private final ReplyStrip strip = new ReplyStrip();

    @Test
    void countsRepliesByTheTimeTheyCame() {
        strip.replied(-5 * BUCKET_NS);
        strip.replied(-5 * BUCKET_NS + 1);
        strip.replied(-2 * BUCKET_NS - 1);
        assertArrayEquals(new int[] {0, 2, 0, 1, 0}, strip.last(-BUCKET_NS, 5));
    }

    @Test
    void aReplyTakenInLateCountsWhereItCame() {
        strip.replied(0);
        strip.last(9 * BUCKET_NS, 1);
        strip.replied(3 * BUCKET_NS);
        assertArrayEquals(new int[] {1, 0, 0, 1, 0, 0, 0, 0, 0}, strip.last(9 * BUCKET_NS, 9));
    }

    @Test
    void whatIsLongAgoIsForgotten() {
        strip.replied(0);
        strip.replied(20_000 * BUCKET_NS);
        int[] last = strip.last(20_001 * BUCKET_NS, ReplyStrip.BUCKETS);
        assertEquals(1, last[ReplyStrip.BUCKETS - 1]);
        assertEquals(1, Arrays.stream(last).sum());
        strip.replied(BUCKET_NS); // far too late
        assertEquals(1, Arrays.stream(strip.last(20_001 * BUCKET_NS, ReplyStrip.BUCKETS)).sum());
    }

    @Test
    void showsTheGapOfAMoveWithWhatIsAroundIt() {
        strip.replied(2 * BUCKET_NS);
        for (int i : new int[] {10, 11, 12, 13, 19, 20, 21, 22, 30}) {
            strip.replied(i * BUCKET_NS);
        }
        assertArrayEquals(new int[0], strip.aroundMove(31 * BUCKET_NS, 3).replies());
        strip.moved(19 * BUCKET_NS + 1);
        ReplyStrip.Around around = strip.aroundMove(31 * BUCKET_NS, 3);
        assertArrayEquals(new int[] {1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1}, around.replies());
        assertEquals(8, around.moved());
        strip.moved(20 * BUCKET_NS); // without a gap
        around = strip.aroundMove(31 * BUCKET_NS, 2);
        assertArrayEquals(new int[] {0, 1, 1, 1}, around.replies());
        assertEquals(2, around.moved());
        assertArrayEquals(
                new int[0], strip.aroundMove((20L + ReplyStrip.BUCKETS) * BUCKET_NS, 2).replies());
    }

    @Test
    void agreesWithAPlainCount() {
        Seeds.forEach(
                20,
                seed -> {
                    Random random = new Random(seed);
                    ReplyStrip tested = new ReplyStrip();
                    int[] plain = new int[4_000];
                    long nowNs = 0;
                    for (int i = 0; i < 2_000; i++) {
                        nowNs += (long) (random.nextDouble() * random.nextInt(4) * BUCKET_NS);
                        tested.replied(nowNs);
                        plain[(int) (nowNs / BUCKET_NS)]++;
                    }
                    int bucket = (int) (nowNs / BUCKET_NS);
                    int count = Math.min(bucket, ReplyStrip.BUCKETS);
                    assertArrayEquals(
                            Arrays.copyOfRange(plain, bucket - count, bucket),
                            tested.last(nowNs, count));
                });
    }
}
