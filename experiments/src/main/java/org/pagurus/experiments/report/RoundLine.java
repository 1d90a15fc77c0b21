package org.pagurus.experiments.report;

import java.util.Locale;
import org.pagurus.memory.Page;
import org.pagurus.report.RoundStatistics;

/** One line for a pre-copy round that is over, in columns that line up from round to round. */
public final class RoundLine {
    private RoundLine() {}

    /**
     * The line, without its end.
     *
     * @param expectedDowntimeNs if the guest were paused now
     * @param linkRateBytesPerSecond measured lately
     */
    public static String of(
            RoundStatistics round, long expectedDowntimeNs, long linkRateBytesPerSecond) {
        double dirtyRate =
                Units.perSecond(Page.offsetBytes(round.dirtiedPages()), round.durationNs());
        return String.format(
                Locale.ROOT,
                "round %-3d %10s pages %9s MiB %8s s   ratio %5s   dirty rate %7s MiB/s   link rate"
                        + " %7s MiB/s   expected downtime %s ms%s",
                round.round(),
                Units.count(round.pages()),
                Units.mebibytes(round.bytes()),
                Units.seconds(round.durationNs()),
                Units.ratio(Page.offsetBytes(round.pages()), round.bytes()),
                Units.mebibytes(dirtyRate),
                Units.mebibytes(linkRateBytesPerSecond),
                Units.wholeMilliseconds(expectedDowntimeNs),
                round.throttlePercent() == 0
                        ? ""
                        : "   throttled " + round.throttlePercent() + " %");
    }
}
