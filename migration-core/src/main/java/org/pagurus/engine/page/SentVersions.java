package org.pagurus.engine.page;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

/**
 * The versions of one stream's pages that were sent last, as many as a memory limit allows. A page
 * always travels on the same stream, in order, so the version kept here is the one that the
 * destination has when it comes to the next frame: a page can be sent as its difference from it, or
 * as a duplicate of another page kept here.
 *
 * <p>When there is no room, a version that was of no use since the hand of a clock last passed it
 * makes way (Corbato 1968). Owner: the stream's thread; {@link #close} when that has ended.
 */
final class SentVersions implements AutoCloseable {
    static final long NONE = -1;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private final StreamMap map;
    private final int slots;
    private final Arena arena = Arena.ofShared();

    /** For each place of a page: its slot + 1, or 0. */
    private final MemorySegment slotOfPage;

    /** For each slot: its page + 1, or 0. */
    private final MemorySegment pageOfSlot;

    /**
     * A slot + 1 for the low bits of a content checksum, or 0. It may be out of date: whoever asks
     * compares the contents.
     */
    private final MemorySegment slotOfChecksum;

    private final int checksumMask;
    private final boolean[] useful;
    private final GuestMemory contents;
    private int used;
    private int hand;

    /**
     * @param limitBytes memory for versions, at least one page's; the tables take about 24 bytes a
     *     version and 4 bytes a page of the guest's beside it
     */
    SentVersions(StreamMap map, long pageCount, long limitBytes) {
        if (limitBytes < Page.SIZE_BYTES) {
            throw new IllegalArgumentException("limitBytes must be 4096 or more: " + limitBytes);
        }
        this.map = map;
        int pages = map.indexCount(pageCount);
        slots = (int) Math.min(pages, limitBytes / Page.SIZE_BYTES);
        slotOfPage = arena.allocate((long) pages * Integer.BYTES, Integer.BYTES);
        pageOfSlot = arena.allocate((long) slots * Long.BYTES, Long.BYTES);
        int entries = Integer.highestOneBit(Math.max(1, slots - 1)) << 2;
        slotOfChecksum = arena.allocate((long) entries * Integer.BYTES, Integer.BYTES);
        checksumMask = entries - 1;
        useful = new boolean[slots];
        contents = GuestMemory.allocate((long) slots * Page.SIZE_BYTES);
    }

    /** All versions; {@link #offsetOf} says where one begins. */
    MemorySegment contents() {
        return contents.segment();
    }

    /** Whether no version was ever kept: there is nothing to compare with. */
    boolean isEmpty() {
        return used == 0;
    }

    /** Where the page's version is, or {@link #NONE}. */
    long offsetOf(long page) {
        int slot = slotOfPage.getAtIndex(INT, map.indexOf(page)) - 1;
        return slot < 0 ? NONE : Page.offsetBytes(slot);
    }

    /** The version of this page, if it is kept, was of use: it stays when others make way. */
    void wasUseful(long page) {
        int slot = slotOfPage.getAtIndex(INT, map.indexOf(page)) - 1;
        if (slot >= 0) {
            useful[slot] = true;
        }
    }

    /** Another page whose version is this content, or {@link #NONE}. */
    long duplicateOf(long page, MemorySegment content, long offset, int checksum) {
        int slot = slotOfChecksum.getAtIndex(INT, checksum & checksumMask) - 1;
        if (slot < 0) {
            return NONE;
        }
        long other = pageOfSlot.getAtIndex(ValueLayout.JAVA_LONG, slot) - 1;
        return other != NONE && other != page && isVersion(slot, content, offset) ? other : NONE;
    }

    /** Whether the page's version is this content. */
    boolean isUnchanged(long page, MemorySegment content, long offset) {
        int slot = slotOfPage.getAtIndex(INT, map.indexOf(page)) - 1;
        return slot >= 0 && isVersion(slot, content, offset);
    }

    /**
     * Keeps this content as the page's version, or none when there is no room.
     *
     * @param makeRoom whether others may make way for it
     */
    void keep(long page, MemorySegment content, long offset, int checksum, boolean makeRoom) {
        int index = map.indexOf(page);
        int slot = slotOfPage.getAtIndex(INT, index) - 1;
        if (slot < 0) {
            slot = freeSlot(makeRoom);
            if (slot < 0) {
                return;
            }
            slotOfPage.setAtIndex(INT, index, slot + 1);
            pageOfSlot.setAtIndex(ValueLayout.JAVA_LONG, slot, page + 1);
            useful[slot] = false;
        }
        MemorySegment.copy(
                content, offset, contents.segment(), Page.offsetBytes(slot), Page.SIZE_BYTES);
        slotOfChecksum.setAtIndex(INT, checksum & checksumMask, slot + 1);
    }

    /** The page was sent and its version not kept. */
    void forget(long page) {
        if (isEmpty()) {
            return;
        }
        int index = map.indexOf(page);
        int slot = slotOfPage.getAtIndex(INT, index) - 1;
        if (slot >= 0) {
            slotOfPage.setAtIndex(INT, index, 0);
            pageOfSlot.setAtIndex(ValueLayout.JAVA_LONG, slot, 0);
            useful[slot] = false;
        }
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        contents.close();
        arena.close();
    }

    private boolean isVersion(int slot, MemorySegment content, long offset) {
        long start = Page.offsetBytes(slot);
        return MemorySegment.mismatch(
                        content,
                        offset,
                        offset + Page.SIZE_BYTES,
                        contents.segment(),
                        start,
                        start + Page.SIZE_BYTES)
                < 0;
    }

    private int freeSlot(boolean makeRoom) {
        if (used < slots) {
            return used++;
        }
        if (!makeRoom) {
            return -1;
        }
        while (useful[hand]) { // ends: each pass clears what it passes
            useful[hand] = false;
            hand = (hand + 1) % slots;
        }
        int slot = hand;
        hand = (hand + 1) % slots;
        long page = pageOfSlot.getAtIndex(ValueLayout.JAVA_LONG, slot) - 1;
        if (page != NONE) {
            slotOfPage.setAtIndex(INT, map.indexOf(page), 0);
        }
        return slot;
    }
}
