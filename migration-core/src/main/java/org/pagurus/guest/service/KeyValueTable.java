package org.pagurus.guest.service;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.pagurus.memory.DirtyMarker;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

/**
 * A hash table of 64-bit keys in guest pages: {@link SlotLayout} slots, open addressing with linear
 * probing, nothing is ever removed. Pages of zeros are an empty table. It keeps no state of its
 * own, so a new one over the same pages, or a copy of them, goes on where the old one stopped.
 *
 * <p>A key lies at most {@link #MAX_PROBES} slots from its home, which bounds the time of every
 * call. So the table can be full for one key while other slots are free; up to half load that
 * practically never happens.
 *
 * <p>Used by one thread at a time.
 */
final class KeyValueTable {
    static final int MAX_PROBES = 256;

    private static final long NONE = -1;

    private final MemorySegment memory;
    private final long firstByte;
    private final long slotCount;
    private final DirtyMarker marker;

    /**
     * @throws IllegalArgumentException when the pages are not all in the memory, or are none
     */
    KeyValueTable(GuestMemory memory, long firstPage, long pageCount, DirtyMarker marker) {
        if (firstPage < 0 || pageCount < 1 || firstPage > memory.pageCount() - pageCount) {
            throw new IllegalArgumentException(
                    "table pages must lie within the guest's "
                            + memory.pageCount()
                            + " pages but are "
                            + pageCount
                            + " from page "
                            + firstPage);
        }
        this.memory = memory.segment();
        this.firstByte = Page.offsetBytes(firstPage);
        this.slotCount = pageCount * SlotLayout.PER_PAGE;
        this.marker = marker;
    }

    /** What the table says about a key: a status, and version and value where there are some. */
    record Answer(KeyValueStatus status, long version, byte[] value) {
        private static final byte[] NO_VALUE = {};

        private static Answer bare(KeyValueStatus status, long version) {
            return new Answer(status, version, NO_VALUE);
        }
    }

    Answer get(long key) {
        long slot = find(key);
        if (slot == NONE || isFree(slot)) {
            return Answer.bare(KeyValueStatus.NOT_FOUND, 0);
        }
        if (!SlotLayout.isSound(memory, slot)) {
            return Answer.bare(KeyValueStatus.CORRUPT, 0);
        }
        return new Answer(
                KeyValueStatus.FOUND,
                SlotLayout.version(memory, slot),
                SlotLayout.value(memory, slot));
    }

    Answer put(long key, long version, byte[] value) {
        long slot = find(key);
        if (slot == NONE) {
            return Answer.bare(KeyValueStatus.TABLE_FULL, 0);
        }
        if (!isFree(slot)) {
            if (!SlotLayout.isSound(memory, slot)) {
                return Answer.bare(KeyValueStatus.CORRUPT, 0);
            }
            long stored = SlotLayout.version(memory, slot);
            if (stored >= version) {
                boolean same =
                        stored == version && Arrays.equals(value, SlotLayout.value(memory, slot));
                return Answer.bare(same ? KeyValueStatus.STORED : KeyValueStatus.KEPT, stored);
            }
        }
        SlotLayout.write(memory, slot, key, version, value);
        marker.mark(Page.number(slot));
        return Answer.bare(KeyValueStatus.STORED, version);
    }

    /** The byte offset of the key's slot, or of the free slot it would get, or NONE. */
    private long find(long key) {
        long index = home(key);
        long probes = Math.min(MAX_PROBES, slotCount);
        for (long i = 0; i < probes; i++) {
            long slot = firstByte + index * SlotLayout.SIZE_BYTES;
            if (isFree(slot) || SlotLayout.key(memory, slot) == key) {
                return slot;
            }
            index = index + 1 == slotCount ? 0 : index + 1;
        }
        return NONE;
    }

    private boolean isFree(long slot) {
        return SlotLayout.version(memory, slot) == 0;
    }

    /** Spreads near keys; the finalizer of MurmurHash3, then the high bits scaled to the table. */
    private long home(long key) {
        long hash = key;
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return Math.unsignedMultiplyHigh(hash, slotCount);
    }
}
