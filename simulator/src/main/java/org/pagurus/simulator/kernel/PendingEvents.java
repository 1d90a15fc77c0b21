package org.pagurus.simulator.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The events that have yet to fire, each in a slot. An event is named by its order word, which says
 * where it stands among events of the same instant and never comes twice:
 *
 * <pre>
 *  63 | 62 .. 60 | 59 .. 24               | 23 .. 0
 *  0  | priority | number of the addition | slot
 * </pre>
 *
 * A slot is used again as soon as its event is gone. A word of the old event names nothing then,
 * because the number in it is another.
 */
final class PendingEvents {
    static final int PRIORITIES = 8;
    static final int MOST_EVENTS = 1 << 24;

    private static final int SLOT_BITS = 24;
    private static final int PRIORITY_SHIFT = 60;
    private static final int SLOT_MASK = MOST_EVENTS - 1;
    private static final long LAST_NUMBER = (1L << (PRIORITY_SHIFT - SLOT_BITS)) - 1;
    private static final int FIRST_CAPACITY = 64;
    private static final int NO_SLOT = MOST_EVENTS;

    private @Nullable Event[] events = new @Nullable Event[FIRST_CAPACITY];

    /**
     * By slot: the order word of its event, or, less than 0, the complement of the next free slot.
     */
    private long[] words = new long[FIRST_CAPACITY];

    private int usedSlots;
    private int freeSlot = NO_SLOT;
    private int size;

    /** The number of the addition made last; 0 is none, so that no event is named by 0. */
    private long lastNumber;

    /** Adds an event and returns its order word. */
    long add(int priority, Event event) {
        int slot = takeSlot();
        long word = nextWord(priority, slot);
        events[slot] = event;
        words[slot] = word;
        size++;
        return word;
    }

    /** Removes the event of that word and returns it; null when there is none. */
    @Nullable Event remove(long word) {
        if (!contains(word)) {
            return null;
        }
        int slot = slot(word);
        Event event = events[slot];
        events[slot] = null;
        words[slot] = ~(long) freeSlot;
        freeSlot = slot;
        size--;
        return event;
    }

    /** Gives the event of that word, which must be there, a new one, as if it was added now. */
    long renew(long word) {
        assert contains(word);
        int slot = slot(word);
        long renewed = nextWord((int) (word >>> PRIORITY_SHIFT), slot);
        words[slot] = renewed;
        return renewed;
    }

    boolean contains(long word) {
        int slot = slot(word);
        return word > 0 && slot < usedSlots && words[slot] == word;
    }

    int size() {
        return size;
    }

    private int takeSlot() {
        int slot = freeSlot;
        if (slot != NO_SLOT) {
            freeSlot = (int) ~words[slot];
            return slot;
        }
        if (usedSlots == MOST_EVENTS) {
            throw new IllegalStateException(
                    "pending events: expected at most " + MOST_EVENTS + " but found one more");
        }
        if (usedSlots == words.length) {
            events = Arrays.copyOf(events, 2 * usedSlots);
            words = Arrays.copyOf(words, 2 * usedSlots);
        }
        return usedSlots++;
    }

    private long nextWord(int priority, int slot) {
        if (lastNumber == LAST_NUMBER) {
            throw new IllegalStateException(
                    "scheduled events: expected at most " + LAST_NUMBER + " but found one more");
        }
        lastNumber++;
        return (long) priority << PRIORITY_SHIFT | lastNumber << SLOT_BITS | slot;
    }

    private static int slot(long word) {
        return (int) word & SLOT_MASK;
    }
}
