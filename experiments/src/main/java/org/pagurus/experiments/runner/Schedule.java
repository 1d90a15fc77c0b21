package org.pagurus.experiments.runner;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.results.ResultsException;
import org.pagurus.experiments.results.RunKey;
import org.pagurus.experiments.scenario.sweep.Repetitions;
import org.pagurus.experiments.statistics.Estimate;

/**
 * Which runs are left to be made. Points are repeated in batches, and only when all of a batch are
 * finished is it seen whether there are enough: so which runs are made does not depend on the order
 * in which they are finished, nor on how many are made at a time. Used by one thread.
 */
final class Schedule {
    /** The runs that an earlier time has left. */
    interface Known {
        boolean contains(RunKey key);

        /** Of the metric that points are repeated for; NaN where it has none. */
        double value(RunKey key) throws ResultsException;
    }

    private final int points;
    private final Repetitions repetitions;
    private final Known known;
    private final Deque<RunKey> ready = new ArrayDeque<>();
    private final Map<Integer, Point> open = new HashMap<>();
    private int nextPoint;
    private long expected;

    /** A point under way. */
    private static final class Point {
        private final int number;

        /** Up to which repetition it is run for now. */
        private int behind;

        /** Of the batch under way. */
        private int missing;

        /** By repetition. */
        private double[] values = new double[0];

        Point(int number) {
            this.number = number;
        }
    }

    Schedule(int points, Repetitions repetitions, Known known) {
        this.points = points;
        this.repetitions = repetitions;
        this.known = known;
        expected = (long) points * repetitions.minimum();
    }

    /** How many runs there will be, as far as is known. */
    long expected() {
        return expected;
    }

    /** The run to be made next; null when none is ready, until others are finished. */
    @Nullable RunKey peek() throws ResultsException {
        while (ready.isEmpty() && nextPoint < points) {
            Point point = new Point(nextPoint);
            nextPoint++;
            open.put(point.number, point);
            goOn(point);
        }
        return ready.peek();
    }

    /** Takes the run that was seen last. */
    void take() {
        ready.remove();
    }

    /** A run is finished. */
    void finished(RunKey key, double value) throws ResultsException {
        Point point = open.get(key.point());
        if (point == null) {
            throw new IllegalArgumentException("run: expected one under way but found " + key);
        }
        point.values[key.repetition()] = value;
        point.missing--;
        if (point.missing == 0) {
            goOn(point);
        }
    }

    /** Adds batches until one has runs to be made, or there are enough. */
    private void goOn(Point point) throws ResultsException {
        while (point.missing == 0) {
            if (point.behind > 0 && isEnough(point)) {
                open.remove(point.number);
                return;
            }
            int before = point.behind;
            point.behind = repetitions.behindBatch(before);
            point.values = Arrays.copyOf(point.values, point.behind);
            expected += before == 0 ? 0 : point.behind - before;
            for (int repetition = before; repetition < point.behind; repetition++) {
                add(point, new RunKey(point.number, repetition));
            }
        }
    }

    private void add(Point point, RunKey key) throws ResultsException {
        if (known.contains(key)) {
            point.values[key.repetition()] = repetitions.isFixed() ? Double.NaN : known.value(key);
        } else {
            ready.add(key);
            point.missing++;
        }
    }

    private boolean isEnough(Point point) {
        if (point.behind == repetitions.maximum()) {
            return true;
        }
        Estimate estimate = Estimate.ofPresent(point.values, repetitions.confidence());
        return estimate != null && estimate.isWithin(repetitions.untilShare());
    }
}
