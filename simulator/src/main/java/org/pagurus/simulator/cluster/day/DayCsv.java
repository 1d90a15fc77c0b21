package org.pagurus.simulator.cluster.day;

import java.util.Locale;

/** A day as comma-separated lines, the same bytes for the same day. */
public final class DayCsv {
    public static final String HEADER =
            "sample,hosts_on,demand_mips,overloaded_hosts,joules,planned,completed,running,waiting";

    private DayCsv() {}

    public static String line(SampleLine line) {
        return String.format(
                Locale.ROOT,
                "%d,%d,%d,%d,%.1f,%d,%d,%d,%d",
                line.sample(),
                line.hostsOn(),
                line.demandMips(),
                line.overloadedHosts(),
                line.joules(),
                line.planned(),
                line.completed(),
                line.running(),
                line.waiting());
    }
}
