package org.pagurus.simulator.cluster.day;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.migration.MigrationEstimate;
import org.pagurus.simulator.kernel.HeapQueue;

/**
 * Migrations that run; the one that ends first, then the one that started first, is first. Each has
 * a slot, which is used again when it is over, so that the queue is of numbers and what is in use
 * stays close together.
 */
final class RunningMigrations {
    /** A word of the queue is the number of the start, and below it the slot. */
    private static final int SLOT_BITS = 21;

    private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;

    static {
        assert Cluster.MAX_GUESTS <= 1 << SLOT_BITS;
    }

    private final HeapQueue byEnd = new HeapQueue();
    private final List<Entry> slots = new ArrayList<>();
    private int[] free = new int[16];
    private int freeCount;
    private long started;

    void add(int guest, long startNs, MigrationEstimate estimate) {
        Entry entry = new Entry(guest, startNs, estimate);
        int slot = slots.size();
        if (freeCount > 0) {
            slot = free[--freeCount];
            slots.set(slot, entry);
        } else {
            slots.add(entry);
        }
        byEnd.add(entry.endNs, started << SLOT_BITS | slot);
        started++;
    }

    /** When the first one is over; {@code Long.MAX_VALUE} when none runs. */
    long firstEndNs() {
        return byEnd.firstTimeNs();
    }

    Entry removeFirst() {
        int slot = (int) byEnd.removeFirst() & SLOT_MASK;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * freeCount);
        }
        free[freeCount++] = slot;
        Entry entry = slots.get(slot);
        entry.isOver = true;
        return entry;
    }

    /** In no particular order. */
    void forEach(Consumer<Entry> action) {
        for (Entry entry : slots) {
            if (!entry.isOver) {
                action.accept(entry);
            }
        }
    }

    /** A migration from its start to its end. */
    static final class Entry {
        private final int guest;
        private final MigrationEstimate estimate;
        private final long endNs;
        private long accountedNs;
        private boolean isOver;

        private Entry(int guest, long startNs, MigrationEstimate estimate) {
            this.guest = guest;
            this.estimate = estimate;
            endNs = startNs + estimate.durationNs();
            accountedNs = startNs;
        }

        int guest() {
            return guest;
        }

        MigrationEstimate estimate() {
            return estimate;
        }

        long endNs() {
            return endNs;
        }

        /** The guest migrated at its demand of now since this was told last. */
        void account(GuestMeter meter, long nowNs) {
            meter.migrated(guest, estimate.cpuShare(), nowNs - accountedNs);
            accountedNs = nowNs;
        }
    }
}
