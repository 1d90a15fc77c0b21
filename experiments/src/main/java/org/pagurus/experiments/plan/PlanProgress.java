package org.pagurus.experiments.plan;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how many migrations are simulated of those that are known to be wanted: a bar for a person
 * who watches, or a line now and then for a log. Used by one thread at a time.
 */
public final class PlanProgress implements Trials.Progress, AutoCloseable {
    private static final int UPDATE_MS = 100;
    private static final int MAX_COLUMNS = 100;
    private static final long LINE_NS = 10_000_000_000L;

    private final PrintWriter err;
    private final LongSupplier nanoTime;
    private final @Nullable ProgressBar bar;
    private long dueNs;

    /**
     * @param err where lines go
     * @param terminal where the bar is drawn; null for lines
     */
    public PlanProgress(PrintWriter err, @Nullable PrintStream terminal, LongSupplier nanoTime) {
        this.err = err;
        this.nanoTime = nanoTime;
        dueNs = nanoTime.getAsLong() + LINE_NS;
        bar =
                terminal == null
                        ? null
                        : new ProgressBarBuilder()
                                .setTaskName("migrations simulated")
                                .setInitialMax(1)
                                .setStyle(ProgressBarStyle.ASCII)
                                .setUpdateIntervalMillis(UPDATE_MS)
                                .setConsumer(new ConsoleProgressBarConsumer(terminal, MAX_COLUMNS))
                                .clearDisplayOnFinish()
                                .build();
    }

    @Override
    public synchronized void show(int done, int wanted) {
        if (bar != null) {
            bar.maxHint(wanted);
            bar.stepTo(done);
            return;
        }
        long nowNs = nanoTime.getAsLong();
        if (nowNs - dueNs >= 0) {
            dueNs = nowNs + LINE_NS;
            err.println("simulated " + done + " of " + wanted + " migrations so far");
            err.flush();
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
