package org.pagurus.experiments.progress;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a person who watches how many seeds are done, and how long the others will take. */
public final class SeedProgress implements AutoCloseable {
    private static final int UPDATE_MS = 200;
    private static final int MAX_COLUMNS = 100;

    private final @Nullable ProgressBar bar;

    /**
     * @param terminal where the bar is drawn; null for nowhere
     */
    public SeedProgress(@Nullable PrintStream terminal, long seeds) {
        bar =
                terminal == null
                        ? null
                        : new ProgressBarBuilder()
                                .setTaskName("seeds")
                                .setInitialMax(seeds)
                                .showSpeed()
                                .setStyle(ProgressBarStyle.ASCII)
                                .setUpdateIntervalMillis(UPDATE_MS)
                                .setConsumer(new ConsoleProgressBarConsumer(terminal, MAX_COLUMNS))
                                .clearDisplayOnFinish()
                                .build();
    }

    /** So many more are done; from any thread. */
    public void done(long count) {
        if (bar != null) {
            bar.stepBy(count);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
