package org.pagurus.guest.traced;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.pagurus.guest.software.SplitMix64;
import org.pagurus.memory.PageBitmap;

/**
 * The writes of one interval in their order: every changed page once, and between them, evenly,
 * pages that are rewritten as they are. The rewritten pages are some that changed lately and do not
 * change in this interval, each once, so that the dirty log shows the wanted number of pages.
 *
 * <p>Write {@code w} falls due when the share {@code (w + 1) / writes} of the interval is over. A
 * function of its arguments alone, so that both hosts make the same plan. Immutable.
 */
final class IntervalPlan {
    private final int interval;
    private final long durationNs;
    private final int[] changed;
    private final int[] rewritten;

    private IntervalPlan(int interval, long durationNs, int[] changed, int[] rewritten) {
        this.interval = interval;
        this.durationNs = durationNs;
        this.changed = changed;
        this.rewritten = rewritten;
    }

    /**
     * @param dirtyFactorPermille how many pages are written for 1000 that change, at least 1000;
     *     fewer when the image has no more pages
     * @param seed chooses the rewritten pages
     */
    static IntervalPlan make(
            TraceDirectory trace, int interval, int dirtyFactorPermille, long seed) {
        int[] changed = trace.changedPages(interval);
        long wanted = writes(trace, interval, dirtyFactorPermille) - changed.length;
        PageBitmap taken = new PageBitmap(trace.pageCount());
        for (int page : changed) {
            taken.set(page);
        }
        int[] rewritten =
                choose(
                        trace::changedPages,
                        interval,
                        trace.intervalCount(),
                        wanted,
                        taken,
                        SplitMix64.seed(seed, interval));
        return new IntervalPlan(interval, trace.durationNs(interval), changed, rewritten);
    }

    /** How many writes the plan of an interval has, without making it. */
    static long writes(TraceDirectory trace, int interval, int dirtyFactorPermille) {
        long changed = trace.changedPageCount(interval);
        return changed
                + Math.min(
                        changed * (dirtyFactorPermille - 1000) / 1000, trace.pageCount() - changed);
    }

    int interval() {
        return interval;
    }

    long durationNs() {
        return durationNs;
    }

    /** How many writes the interval has. */
    int writes() {
        return changed.length + rewritten.length;
    }

    /** How many of the first {@code writes} writes change a page. */
    int changesAmong(int writes) {
        return writes() == 0 ? 0 : (int) Math.ceilDiv((long) writes * changed.length, writes());
    }

    /** Whether write {@code write} changes a page and does not merely rewrite one. */
    boolean isChange(int write) {
        return changesAmong(write + 1) > changesAmong(write);
    }

    /** The page that write {@code write} goes to. */
    int page(int write) {
        int changes = changesAmong(write);
        return isChange(write) ? changed[changes] : rewritten[write - changes];
    }

    /** How many writes are due this long after the interval's start. */
    int dueWrites(long elapsedNs) {
        if (elapsedNs >= durationNs) {
            return writes();
        }
        // In floating point, since the product of both can pass 2^63.
        return (int) ((double) writes() * Math.max(0, elapsedNs) / durationNs);
    }

    /** When write {@code write}, or the interval's end when there is none, is due. */
    long dueNs(int write) {
        return write >= writes()
                ? durationNs
                : (long) Math.ceil((double) (write + 1) * durationNs / writes());
    }

    /**
     * Walks back through the intervals before this one until there are enough pages; when all of
     * them have too few, any pages follow, from a random one on.
     */
    private static int[] choose(
            IntFunction<int[]> changedPages,
            int interval,
            int intervals,
            long wanted,
            PageBitmap taken,
            long seed) {
        SplitMix64 random = new SplitMix64(seed);
        int[] chosen = new int[Math.toIntExact(wanted)];
        int count = 0;
        for (int back = 1; back < intervals && count < chosen.length; back++) {
            int[] candidates =
                    changedPages.apply(Math.floorMod(interval - back, intervals)).clone();
            shuffle(candidates, random);
            for (int i = 0; i < candidates.length && count < chosen.length; i++) {
                if (!taken.get(candidates[i])) {
                    taken.set(candidates[i]);
                    chosen[count++] = candidates[i];
                }
            }
        }
        long first = random.nextLong(taken.pageCount());
        for (long i = 0; i < taken.pageCount() && count < chosen.length; i++) {
            long page = (first + i) % taken.pageCount();
            if (!taken.get(page)) {
                taken.set(page);
                chosen[count++] = (int) page;
            }
        }
        return Arrays.copyOf(chosen, count);
    }

    private static void shuffle(int[] pages, SplitMix64 random) {
        for (int i = pages.length - 1; i > 0; i--) {
            int other = (int) random.nextLong(i + 1L);
            int page = pages[i];
            pages[i] = pages[other];
            pages[other] = page;
        }
    }
}
