package org.pagurus.experiments.report;

import java.util.Locale;
import org.pagurus.simulator.cluster.day.DayReport;

/** What a person is told of a cluster that was run. */
public final class DayText {
    private DayText() {}

    /** The measures of Beloglazov and Buyya 2012 and what was moved; every line is ended. */
    public static String of(DayReport report) {
        return new TextTable("lrl")
                .row("strategy", report.strategy(), "")
                .row("energy", number("%,.3f", report.kilowattHours()), "kWh")
                .row("hosts on, mean", number("%,.2f", report.meanHostsOn()), "")
                .row("hosts switched off", Units.count(report.switchedOff()), "times")
                .row("migrations", Units.count(report.migrations()), "")
                .row("bytes sent", Units.mebibytes(report.bytes()), "MiB")
                .row("downtime, all guests", Units.seconds(report.downtimeNs()), "s")
                .row("overload time (OTF)", percent(report.overloadTimeFraction()), "%")
                .row(
                        "overload time, mean of hosts (SLATAH)",
                        percent(report.timePerActiveHost()),
                        "%")
                .row("demand lost to migrations (PDM)", percent(report.migrationDegradation()), "%")
                .row("violation (SLAV)", number("%.3e", report.violation()), "")
                .row(
                        "energy times violation (ESV)",
                        number("%.3e", report.energyTimesViolation()),
                        "")
                .render();
    }

    private static String percent(double share) {
        return number("%.4f", 100 * share);
    }

    private static String number(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }
}
