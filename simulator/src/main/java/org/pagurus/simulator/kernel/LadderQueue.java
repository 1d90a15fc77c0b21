package org.pagurus.simulator.kernel;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.function.LongPredicate;

/**
 * A ladder queue (Tang, Goh and Thng, 2005) that sorts with a heap: the heap has the few entries
 * that come next, and rungs of buckets have those that come later. A rung spans one bucket of the
 * rung above it. When the heap is empty the last rung's first bucket goes into it, by way of one
 * more rung if it has many entries. So an entry is moved a few times, each time to one of a few
 * places in memory, and is sorted only among few.
 *
 * <p>Where buckets can't tell entries apart, as when all are of the same instant, the heap holds
 * them: whatever the times are, this is slower than a heap by a few moves at most.
 */
public final class LadderQueue implements EventQueue {
    private static final int MOST_RUNGS = 16;

    /** A bucket of at most this many entries goes into the heap as it is. */
    private static final int FEW_ENTRIES = 64;

    /** A heap of more than this many entries is spread over a rung. */
    private static final int MOST_HEAP_ENTRIES = 4 * FEW_ENTRIES;

    private static final int ENTRIES_PER_BUCKET = 16;

    private final EntryStacks entries = new EntryStacks();
    private final HeapQueue heap = new HeapQueue();
    private final long[] leastAndGreatestNs = new long[2];

    /** The latest and widest first. What has no place in those in use is in the heap. */
    private Rung[] rungs = new Rung[0];

    private int rungCount;

    private int heapLimit = MOST_HEAP_ENTRIES;
    private int size;

    @Override
    public void add(long timeNs, long order) {
        size++;
        for (int index = 0; index < rungCount; index++) {
            Rung rung = rungs[index];
            if (timeNs >= rung.nextNs()) {
                rung.add(timeNs, order);
                return;
            }
        }
        heap.add(timeNs, order);
        if (heap.size() > heapLimit) {
            spreadHeap();
        }
    }

    @Override
    public long firstTimeNs() {
        if (heap.size() == 0) {
            fillHeap();
        }
        return heap.firstTimeNs();
    }

    @Override
    public long removeFirst() {
        if (heap.size() == 0) {
            fillHeap();
            if (heap.size() == 0) {
                throw new NoSuchElementException("queue: expected an entry but found none");
            }
        }
        size--;
        return heap.removeFirst();
    }

    @Override
    public void removeIf(LongPredicate order) {
        heap.removeIf(order);
        size = heap.size();
        for (int index = 0; index < rungCount; index++) {
            size += rungs[index].removeIf(order);
        }
    }

    @Override
    public int size() {
        return size;
    }

    /** Fills the empty heap with the first bucket that has entries, if one has. */
    private void fillHeap() {
        heapLimit = MOST_HEAP_ENTRIES;
        while (heap.size() == 0 && rungCount > 0) {
            Rung rung = rungs[rungCount - 1];
            if (!rung.advance()) {
                rungCount--;
                continue;
            }
            int count = rung.nextSize();
            int stack = rung.takeNext();
            if (rung.isUsedUp()) {
                rungCount--;
            }
            if (count <= FEW_ENTRIES || !spread(stack, count)) {
                for (; stack != EntryStacks.EMPTY; stack = entries.pop(stack)) {
                    heap.add(entries.timeNs(stack), entries.order(stack));
                }
            }
        }
    }

    /** Empties a stack into a new rung, and tells whether there could be one. */
    private boolean spread(int full, int count) {
        entries.range(full, leastAndGreatestNs);
        if (!addRung(leastAndGreatestNs[0], leastAndGreatestNs[1], count)) {
            return false;
        }
        Rung rung = rungs[rungCount - 1];
        for (int stack = full; stack != EntryStacks.EMPTY; stack = entries.pop(stack)) {
            rung.add(entries.timeNs(stack), entries.order(stack));
        }
        return true;
    }

    /**
     * Empties the heap into a new rung. If there can't be one, the heap may grow before the next
     * try.
     */
    private void spreadHeap() {
        int count = heap.size();
        if (!addRung(heap.firstTimeNs(), heap.greatestTimeNs(), count)) {
            heapLimit = 2 * count;
            return;
        }
        Rung rung = rungs[rungCount - 1];
        heap.drainTo(rung);
        fillHeap();
    }

    private boolean addRung(long leastNs, long greatestNs, int count) {
        if (leastNs == greatestNs || rungCount == MOST_RUNGS) {
            return false;
        }
        if (rungCount == rungs.length) {
            rungs = Arrays.copyOf(rungs, rungCount + 1);
            rungs[rungCount] = new Rung(entries);
        }
        int buckets = Integer.highestOneBit(count / ENTRIES_PER_BUCKET);
        rungs[rungCount++].reset(leastNs, greatestNs, Math.min(buckets, Rung.MOST_BUCKETS));
        return true;
    }
}
