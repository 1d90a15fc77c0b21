package org.pagurus.experiments.progress;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.report.Units;
import org.pagurus.experiments.scenario.run.RunProgress;

/**
 * Shows how far virtual time has come: nothing for what takes less than a second; then a bar for a
 * person who watches, or a line now and then for a log.
 */
public final class SimulationProgress implements RunProgress, AutoCloseable {
    private static final int UPDATE_MS = 100;
    private static final int MAX_COLUMNS = 100;
    private static final long NS_PER_MS = 1_000_000;
    private static final long QUIET_NS = 1_000 * NS_PER_MS;
    private static final long LINE_NS = 10_000 * NS_PER_MS;

    private final PrintWriter err;
    private final @Nullable PrintStream terminal;
    private final LongSupplier nanoTime;
    private long dueNs;
    private @Nullable ProgressBar bar;

    /**
     * @param err where lines go
     * @param terminal where the bar is drawn; null for lines
     * @param nanoTime the clock of the person who waits
     */
    public SimulationProgress(
            PrintWriter err, @Nullable PrintStream terminal, LongSupplier nanoTime) {
        this.err = err;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        dueNs = nanoTime.getAsLong() + (terminal == null ? LINE_NS : QUIET_NS);
    }

    @Override
    public void show(long virtualNs, long endNs, long events) {
        long nowNs = nanoTime.getAsLong();
        if (nowNs - dueNs < 0) {
            return;
        }
        if (terminal == null) {
            dueNs = nowNs + LINE_NS;
            err.println(
                    "simulated "
                            + Units.seconds(virtualNs)
                            + " of at most "
                            + Units.seconds(endNs)
                            + " s, "
                            + Units.count(events)
                            + " events");
            err.flush();
            return;
        }
        dueNs = nowNs + UPDATE_MS * NS_PER_MS;
        if (bar == null) {
            bar = bar(terminal, endNs);
        }
        bar.setExtraMessage(Units.count(events) + " events");
        bar.stepTo(virtualNs / NS_PER_MS);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private static ProgressBar bar(PrintStream terminal, long endNs) {
        return new ProgressBarBuilder()
                .setTaskName("virtual time")
                .setInitialMax(endNs / NS_PER_MS)
                .setUnit(" s", 1_000)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MS)
                .setConsumer(new ConsoleProgressBarConsumer(terminal, MAX_COLUMNS))
                .clearDisplayOnFinish()
                .build();
    }
}
