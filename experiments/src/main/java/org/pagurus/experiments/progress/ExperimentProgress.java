package org.pagurus.experiments.progress;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.report.Units;

/**
 * Shows how many runs of an experiment are finished, and how long the others will take by what
 * those since the start took: a bar for a person who watches, or a line every ten seconds for a
 * log.
 */
public final class ExperimentProgress implements RunsProgress, AutoCloseable {
    private static final int UPDATE_MS = 200;
    private static final int MAX_COLUMNS = 100;
    private static final long NS_PER_S = 1_000_000_000;
    private static final long LINE_NS = 10 * NS_PER_S;

    private final String name;
    private final PrintWriter err;
    private final @Nullable PrintStream terminal;
    private final LongSupplier nanoTime;
    private final long startNs;
    private long dueNs;

    /** Runs that were finished before; -1 until that is known. */
    private long before = -1;

    private @Nullable ProgressBar bar;

    /**
     * @param name of the scenario
     * @param err where lines go
     * @param terminal where the bar is drawn; null for lines
     * @param nanoTime the clock of the person who waits
     */
    public ExperimentProgress(
            String name, PrintWriter err, @Nullable PrintStream terminal, LongSupplier nanoTime) {
        this.name = name;
        this.err = err;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        startNs = nanoTime.getAsLong();
        dueNs = startNs + LINE_NS;
    }

    @Override
    public void show(long finished, long expected) {
        if (before < 0) {
            before = finished;
        }
        if (terminal != null) {
            draw(terminal, finished, expected);
            return;
        }
        long nowNs = nanoTime.getAsLong();
        if (nowNs - dueNs >= 0) {
            dueNs = nowNs + LINE_NS;
            err.println(
                    name
                            + ": "
                            + Units.count(finished)
                            + " of "
                            + Units.count(expected)
                            + " runs"
                            + left(nowNs, finished, expected));
            err.flush();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private String left(long nowNs, long finished, long expected) {
        long made = finished - before;
        if (made == 0) {
            return "";
        }
        double leftNs = (double) (nowNs - startNs) / made * (expected - finished);
        return ", about " + Units.count(Math.round(leftNs / NS_PER_S)) + " s left";
    }

    private void draw(PrintStream to, long finished, long expected) {
        if (bar == null) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName(name)
                            .setInitialMax(expected)
                            .setUnit(" runs", 1)
                            .startsFrom(finished, Duration.ZERO)
                            .setStyle(ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(UPDATE_MS)
                            .setConsumer(new ConsoleProgressBarConsumer(to, MAX_COLUMNS))
                            .clearDisplayOnFinish()
                            .build();
        }
        bar.maxHint(expected);
        bar.stepTo(finished);
    }
}
