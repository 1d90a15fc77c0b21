package org.pagurus.engine;

import java.util.PriorityQueue;

/** Virtual time: tasks in the order of their time, then of their insertion. */
final class VirtualTime {
    private record Task(long atNs, long order, Runnable action) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(
                    (a, b) ->
                            a.atNs != b.atNs
                                    ? Long.compare(a.atNs, b.atNs)
                                    : Long.compare(a.order, b.order));
    private long nowNs = 1_000_000_000L;
    private long nextOrder;

    long nowNs() {
        return nowNs;
    }

    void after(long delayNs, Runnable action) {
        tasks.add(new Task(nowNs + delayNs, nextOrder++, action));
    }

    /** Runs the next task; false when there is none. */
    boolean step() {
        Task task = tasks.poll();
        if (task == null) {
            return false;
        }
        nowNs = task.atNs;
        task.action.run();
        return true;
    }
}
