package org.pagurus.experiments.progress;

import java.io.PrintStream;
import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.pagurus.memory.Page;
import org.pagurus.report.RoundStatistics;
import org.pagurus.transport.command.HostReply;

/** A bar for the round under way, and a line above it for each round that is over. */
public final class BarProgress implements MigrationProgress {
    private static final int UPDATE_MS = 100;
    private static final int MAX_COLUMNS = 100;
    private static final long MIB = 1 << 20;

    private final PlainProgress lines;
    private final PrintStream terminal;

    /** What the round under way will send, as far as can be told before. */
    private long expectedBytes;

    /** The round under way. */
    private int round;

    private @Nullable ProgressBar bar;

    /**
     * @param out where the lines go
     * @param terminal where the bar is drawn
     * @param memoryBytes the guest's memory
     */
    public BarProgress(PrintWriter out, PrintStream terminal, long memoryBytes) {
        this.lines = new PlainProgress(out);
        this.terminal = terminal;
        this.expectedBytes = memoryBytes;
    }

    @Override
    public void show(HostReply onTheWay) {
        switch (onTheWay) {
            case HostReply.Progress progress -> draw(progress);
            case HostReply.Round ended -> {
                close();
                lines.show(ended);
                round = ended.statistics().round() + 1;
                expectedBytes = nextRoundBytes(ended.statistics());
            }
            default -> {}
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private void draw(HostReply.Progress progress) {
        if (progress.round() < round) {
            return; // overtaken by the round's end
        }
        if (bar == null) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName("round " + round)
                            .setInitialMax(expectedBytes)
                            .setUnit(" MiB", MIB)
                            .setStyle(ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(UPDATE_MS)
                            .setConsumer(new ConsoleProgressBarConsumer(terminal, MAX_COLUMNS))
                            .clearDisplayOnFinish()
                            .build();
        }
        // Pages dirtied and sent meanwhile can make it more than was expected.
        bar.maxHint(Math.max(expectedBytes, progress.bytes()));
        bar.stepTo(progress.bytes());
    }

    /** The pending pages, at what a page took in the round before. */
    private static long nextRoundBytes(RoundStatistics ended) {
        long pageBytes = ended.pages() == 0 ? Page.SIZE_BYTES : ended.bytes() / ended.pages();
        return Math.max(1, ended.pendingPages() * pageBytes);
    }
}
