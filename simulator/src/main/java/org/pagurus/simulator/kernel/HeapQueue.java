package org.pagurus.simulator.kernel;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.function.LongPredicate;

/**
 * A heap in which each entry has four children. An entry is two longs side by side, so that the
 * four children that are compared lie in 64 bytes in a row.
 */
public final class HeapQueue implements EventQueue {
    private static final int FIRST_CAPACITY = 64;

    /** Entry i: its time at 2i, its order word at 2i + 1. Its children are 4i + 1 to 4i + 4. */
    private long[] entries = new long[2 * FIRST_CAPACITY];

    private int size;

    @Override
    public void add(long timeNs, long order) {
        if (2 * size == entries.length) {
            entries = Arrays.copyOf(entries, Math.multiplyExact(2, entries.length));
        }
        siftUp(size++, timeNs, order);
    }

    @Override
    public long firstTimeNs() {
        return size == 0 ? Long.MAX_VALUE : entries[0];
    }

    @Override
    public long removeFirst() {
        if (size == 0) {
            throw new NoSuchElementException("queue: expected an entry but found none");
        }
        long first = entries[1];
        int last = --size;
        if (last > 0) {
            siftDown(0, entries[2 * last], entries[2 * last + 1]);
        }
        return first;
    }

    @Override
    public void removeIf(LongPredicate order) {
        int kept = 0;
        for (int entry = 0; entry < size; entry++) {
            if (!order.test(entries[2 * entry + 1])) {
                entries[2 * kept] = entries[2 * entry];
                entries[2 * kept + 1] = entries[2 * entry + 1];
                kept++;
            }
        }
        size = kept;
        for (int parent = (size - 2) >> 2; parent >= 0; parent--) {
            siftDown(parent, entries[2 * parent], entries[2 * parent + 1]);
        }
    }

    @Override
    public int size() {
        return size;
    }

    /** The time of the last entry; 0 when there is none. */
    long greatestTimeNs() {
        long greatestNs = 0;
        for (int entry = 0; entry < size; entry++) {
            greatestNs = Math.max(greatestNs, entries[2 * entry]);
        }
        return greatestNs;
    }

    /** Moves every entry to a rung. */
    void drainTo(Rung rung) {
        for (int entry = 0; entry < size; entry++) {
            rung.add(entries[2 * entry], entries[2 * entry + 1]);
        }
        size = 0;
    }

    /** Moves the hole at an entry up until the new entry fits in. */
    private void siftUp(int from, long timeNs, long order) {
        long[] heap = entries;
        int hole = from;
        while (hole > 0) {
            int parent = (hole - 1) >> 2;
            long parentNs = heap[2 * parent];
            if (parentNs < timeNs || (parentNs == timeNs && heap[2 * parent + 1] < order)) {
                break;
            }
            heap[2 * hole] = parentNs;
            heap[2 * hole + 1] = heap[2 * parent + 1];
            hole = parent;
        }
        heap[2 * hole] = timeNs;
        heap[2 * hole + 1] = order;
    }

    /** Moves the hole at an entry down until the new entry fits in. */
    private void siftDown(int from, long timeNs, long order) {
        long[] heap = entries;
        int end = size;
        int hole = from;
        while (true) {
            int child = 4 * hole + 1;
            if (child >= end) {
                break;
            }
            int least = child;
            long leastNs = heap[2 * child];
            long leastOrder = heap[2 * child + 1];
            int lastChild = Math.min(child + 3, end - 1);
            while (++child <= lastChild) {
                long childNs = heap[2 * child];
                if (childNs < leastNs || (childNs == leastNs && heap[2 * child + 1] < leastOrder)) {
                    least = child;
                    leastNs = childNs;
                    leastOrder = heap[2 * child + 1];
                }
            }
            if (timeNs < leastNs || (timeNs == leastNs && order < leastOrder)) {
                break;
            }
            heap[2 * hole] = leastNs;
            heap[2 * hole + 1] = leastOrder;
            hole = least;
        }
        heap[2 * hole] = timeNs;
        heap[2 * hole + 1] = order;
    }
}
