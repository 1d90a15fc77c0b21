package org.pagurus.experiments.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.pagurus.experiments.faults.Campaign;
import org.pagurus.simulator.checker.Violation;
import org.pagurus.simulator.fault.Tally;
import org.pagurus.simulator.fault.TrialResult;

/** What came of migrations that met faults, for a person. */
public final class FaultText {
    private static final int MOST_SHOWN = 5;
    private static final double NS_PER_SECOND = 1e9;

    private FaultText() {}

    /** The violations that are told of: those of the least seeds. */
    public static List<TrialResult> shown(Campaign.Result result) {
        return result.violated().stream().limit(MOST_SHOWN).toList();
    }

    /** Several lines. */
    public static String of(Tally tally, int threads, long durationNs) {
        double seconds = durationNs / NS_PER_SECOND;
        return String.format(
                        Locale.ROOT,
                        "%d seeds in %.1f s, %.0f a second on %d threads%n",
                        tally.trials(),
                        seconds,
                        tally.trials() / Math.max(seconds, 1e-3),
                        threads)
                + "ends: "
                + counts(tally.ends())
                + System.lineSeparator()
                + "faults: "
                + counts(tally.faults())
                + System.lineSeparator()
                + String.format(
                        Locale.ROOT,
                        "%d events, %d acknowledged writes%n",
                        tally.events(),
                        tally.writes())
                + (tally.violations() == 0
                        ? "nothing was violated"
                        : tally.violations() + " seeds violate what must hold")
                + System.lineSeparator();
    }

    /** What came of one. */
    public static String of(TrialResult result) {
        Violation violation = result.violation();
        return String.format(
                        Locale.ROOT,
                        "%s after %.3f s of virtual time, %d events, %d acknowledged writes",
                        label(result.end()),
                        result.virtualNs() / NS_PER_SECOND,
                        result.events(),
                        result.writes())
                + System.lineSeparator()
                + (violation == null
                        ? "nothing was violated"
                        : "violated: " + violation.checker() + ": " + violation.getMessage());
    }

    private static String counts(Map<?, Long> counts) {
        return counts.entrySet().stream()
                .map(one -> label(one.getKey()) + " " + one.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String label(Object kind) {
        return kind.toString().toLowerCase(Locale.ROOT);
    }
}
