package org.pagurus.simulator.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Virtual time, and what happens in it. Events fire in a total order: by time, then by priority,
 * then in the order in which they were scheduled. Whatever an event does takes no virtual time.
 *
 * <p>A pending event is named by a handle that is its own for good: when the event has fired or was
 * cancelled, the handle names nothing, and never another event.
 *
 * <p>One thread owns a simulation. Simulations share nothing, so that any number may run at once.
 */
public final class Simulation {
    /** What no event is named by. */
    public static final long NO_EVENT = 0;

    /** Priorities are 0, which fires first, to 7. */
    public static final int FIRST_PRIORITY = 0;

    public static final int NORMAL_PRIORITY = 4;
    public static final int LAST_PRIORITY = PendingEvents.PRIORITIES - 1;

    /** Entries of cancelled events are cleared out when they are most of this many or more. */
    private static final int FEWEST_ENTRIES_TO_CLEAR = 1024;

    private final PendingEvents pending = new PendingEvents();

    /** May hold words of events that were cancelled or moved: those name no pending event. */
    private final EventQueue queue;

    private long nowNs;
    private long firedEvents;
    private boolean running;
    private boolean stopping;

    public Simulation() {
        this(new LadderQueue());
    }

    /**
     * @param queue an empty queue, from now on the simulation's own
     */
    public Simulation(EventQueue queue) {
        this.queue = queue;
    }

    /** Virtual time: 0 at first, and the instant of the event that fires now. */
    public long nowNs() {
        return nowNs;
    }

    /** Schedules an event of normal priority; see {@link #schedule(long, int, Event)}. */
    public long schedule(long atNs, Event event) {
        return schedule(atNs, NORMAL_PRIORITY, event);
    }

    /**
     * Schedules an event.
     *
     * @param atNs when it fires, now at the earliest
     * @param priority its place among the events of that instant, 0 to 7, the least first
     * @return the event's handle, more than 0
     * @throws IllegalStateException when 16,777,216 events are pending, or 2^36 were scheduled
     */
    public long schedule(long atNs, int priority, Event event) {
        requireNotPast(atNs);
        if (priority < FIRST_PRIORITY || priority > LAST_PRIORITY) {
            throw new IllegalArgumentException(
                    "priority: expected 0 to " + LAST_PRIORITY + " but found " + priority);
        }
        long handle = pending.add(priority, event);
        queue.add(atNs, handle);
        return handle;
    }

    /**
     * Moves a pending event to another instant, where it comes after those of its priority that are
     * scheduled already.
     *
     * @return the event's new handle; the old one names nothing any more
     */
    public long reschedule(long handle, long atNs) {
        requireNotPast(atNs);
        if (!pending.contains(handle)) {
            throw new IllegalArgumentException(
                    "handle: expected a pending event's but found " + handle);
        }
        long renewed = pending.renew(handle);
        queue.add(atNs, renewed);
        clearOutIfWorthwhile();
        return renewed;
    }

    /**
     * Keeps a pending event from firing.
     *
     * @return whether the handle named one; if not, nothing happens
     */
    public boolean cancel(long handle) {
        if (pending.remove(handle) == null) {
            return false;
        }
        clearOutIfWorthwhile();
        return true;
    }

    public boolean isPending(long handle) {
        return pending.contains(handle);
    }

    public int pendingEvents() {
        return pending.size();
    }

    /** How many events have fired in all runs. */
    public long firedEvents() {
        return firedEvents;
    }

    /** Ends the run when the event that fires now is through. */
    public void stop() {
        stopping = true;
    }

    /**
     * Fires events until none is pending, one asks to stop, or a limit is reached. What an event
     * throws comes through; it has fired then, and the simulation can go on.
     */
    public RunEnd run(RunLimits limits) {
        if (running) {
            throw new IllegalStateException("run: expected no run under way but found one");
        }
        running = true;
        stopping = false;
        try {
            return fireEvents(limits);
        } finally {
            running = false;
        }
    }

    private RunEnd fireEvents(RunLimits limits) {
        long last = firedEvents + Math.min(limits.mostEvents(), Long.MAX_VALUE - firedEvents);
        while (pending.size() > 0) {
            long timeNs = queue.firstTimeNs();
            if (timeNs > limits.latestNs()) {
                nowNs = Math.max(nowNs, limits.latestNs());
                return RunEnd.LATEST_TIME;
            }
            if (firedEvents == last) {
                return RunEnd.MOST_EVENTS;
            }
            @Nullable Event event = pending.remove(queue.removeFirst());
            if (event != null) {
                nowNs = timeNs;
                firedEvents++;
                event.fire(timeNs);
                if (stopping) {
                    return RunEnd.STOPPED;
                }
            }
        }
        return RunEnd.NOTHING_PENDING;
    }

    private void requireNotPast(long atNs) {
        if (atNs < nowNs) {
            throw new IllegalArgumentException(
                    "atNs: expected at least " + nowNs + ", which is now, but found " + atNs);
        }
    }

    /**
     * Keeps the queue within twice the pending events, at a constant cost for each cancelled one.
     */
    private void clearOutIfWorthwhile() {
        int entries = queue.size();
        if (entries >= FEWEST_ENTRIES_TO_CLEAR && entries > 2 * pending.size()) {
            queue.removeIf(word -> !pending.contains(word));
        }
    }
}
