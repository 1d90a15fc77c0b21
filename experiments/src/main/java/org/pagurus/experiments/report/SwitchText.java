package org.pagurus.experiments.report;

import org.pagurus.transport.net.SwitchStatistics;

/** What a virtual switch did. */
public final class SwitchText {
    private SwitchText() {}

    /** Two columns; every line is ended. Reasons for drops that never came are left out. */
    public static String of(SwitchStatistics statistics) {
        TextTable table = new TextTable("lr");
        table.row("frames forwarded", Units.count(statistics.forwardedFrames()));
        table.row("frames flooded", Units.count(statistics.floodedFrames()));
        table.row("MACs known", Units.count(statistics.macs()));
        table.row("MACs moved", Units.count(statistics.macMoves()));
        statistics
                .drops()
                .forEach(
                        (reason, count) -> {
                            if (count > 0) {
                                table.row("dropped, " + reason, Units.count(count));
                            }
                        });
        return table.render();
    }
}
