package org.pagurus.experiments.progress;

import java.io.PrintWriter;
import org.pagurus.experiments.report.RoundLine;
import org.pagurus.transport.command.HostReply;

/** A line for each round that is over: for logs, pipes and scripts. */
public final class PlainProgress implements MigrationProgress {
    private final PrintWriter out;

    public PlainProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(HostReply onTheWay) {
        if (onTheWay instanceof HostReply.Round round) {
            out.println(
                    RoundLine.of(
                            round.statistics(),
                            round.expectedDowntimeNs(),
                            round.linkRateBytesPerSecond()));
            out.flush();
        }
    }

    @Override
    public void close() {}
}
