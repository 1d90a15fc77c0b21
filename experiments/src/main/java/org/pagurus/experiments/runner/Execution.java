package org.pagurus.experiments.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.machine.AvailableMemory;
import org.pagurus.experiments.metric.RunMetrics;
import org.pagurus.experiments.progress.RunsProgress;
import org.pagurus.experiments.results.Journal;
import org.pagurus.experiments.results.ResultsException;
import org.pagurus.experiments.results.RunKey;
import org.pagurus.experiments.results.RunLine;
import org.pagurus.experiments.scenario.Mode;
import org.pagurus.experiments.scenario.run.RunException;

/**
 * Makes the runs that a journal lacks. As many are made at a time as there are threads, and as this
 * machine's memory has room for; live ones are made one by one, for they would be in each other's
 * way. Stopped from any thread; otherwise used by one.
 */
final class Execution {
    /** Of the memory that is available at the start, what runs may take together. */
    private static final double MEMORY_SHARE = 0.9;

    private final CheckedScenario scenario;
    private final Journal journal;
    private final int threads;
    private final RunsProgress progress;
    private final Schedule schedule;
    private final RunMetrics metrics;
    private final int metric;
    private final Workers workers;
    private final long roomBytes;
    private int underWay;
    private long takenBytes;

    /** Whether a run has ended without a result. */
    private boolean cut;

    private @Nullable ExperimentException failure;

    Execution(CheckedScenario scenario, Journal journal, int mostThreads, RunsProgress progress) {
        this.scenario = scenario;
        this.journal = journal;
        this.progress = progress;
        threads = scenario.mode() == Mode.LIVE ? 1 : mostThreads;
        metrics = scenario.metrics();
        metric = metrics.indexOf(scenario.points().repetitions().metric());
        schedule =
                new Schedule(
                        scenario.points().count(),
                        scenario.points().repetitions(),
                        new InJournal());
        workers = new Workers(scenario.points(), threads);
        OptionalLong available = AvailableMemory.bytes();
        roomBytes =
                available.isPresent()
                        ? (long) (MEMORY_SHARE * available.getAsLong())
                        : Long.MAX_VALUE;
    }

    /** What an earlier time has left. */
    private final class InJournal implements Schedule.Known {
        @Override
        public boolean contains(RunKey key) {
            return journal.index().contains(key);
        }

        @Override
        public double value(RunKey key) throws ResultsException {
            return valueOf(journal.read(key));
        }
    }

    /** Has runs end soon, and none start any more. */
    void stop() {
        workers.stop();
    }

    /** How many runs there will be, as far as is known. */
    long expected() {
        return Math.max(schedule.expected(), journal.index().keys().size());
    }

    /**
     * Makes them; once.
     *
     * @return whether all were made; else it was stopped
     * @throws ExperimentException when one can't be made
     * @throws ResultsException when the journal can't be written
     */
    boolean run() throws ExperimentException, ResultsException {
        try (workers) {
            show();
            start();
            while (underWay > 0) {
                List<Workers.Ended> ended = take();
                if (ended.isEmpty()) {
                    break;
                }
                end(ended);
                start();
            }
        }
        if (failure != null) {
            throw failure;
        }
        return !cut && underWay == 0 && schedule.peek() == null;
    }

    private List<Workers.Ended> take() {
        while (true) {
            try {
                return workers.take();
            } catch (InterruptedException e) {
                // The runs under way are waited for, as they may have been finished.
                workers.stop();
            }
        }
    }

    private void start() throws ResultsException {
        while (!workers.isStopped() && underWay < threads) {
            RunKey key = schedule.peek();
            if (key == null) {
                return;
            }
            long bytes = scenario.memoryBytes(key.point());
            if (underWay > 0 && takenBytes + bytes > roomBytes) {
                return;
            }
            schedule.take();
            underWay++;
            takenBytes += bytes;
            workers.start(key);
        }
    }

    /** Those that are finished are written down before anything follows from them. */
    private void end(List<Workers.Ended> ended) throws ResultsException {
        List<RunLine> lines = new ArrayList<>();
        for (Workers.Ended one : ended) {
            underWay--;
            takenBytes -= scenario.memoryBytes(one.key().point());
            if (one.line() != null) {
                lines.add(one.line());
            } else {
                cut(one);
            }
        }
        journal.append(lines);
        for (RunLine line : lines) {
            schedule.finished(line.key(), valueOf(line));
        }
        show();
    }

    private void cut(Workers.Ended one) {
        cut = true;
        if (one.failure() != null && failure == null) {
            failure = failure(one.key(), one.failure());
            workers.stop();
        }
    }

    private ExperimentException failure(RunKey key, Throwable cause) {
        return cause instanceof RunException refused
                // What the scenario asks for was checked; live, much can break.
                ? scenario.failure(key.point(), refused, scenario.mode() != Mode.LIVE)
                : new ExperimentException(
                        scenario.file() + ": " + key + ": expected a result but found: " + cause,
                        cause,
                        false);
    }

    private double valueOf(RunLine line) {
        return metric < 0 ? Double.NaN : metrics.of(line.json())[metric];
    }

    private void show() {
        progress.show(journal.index().keys().size(), expected());
    }
}
