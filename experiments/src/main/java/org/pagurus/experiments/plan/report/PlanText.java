package org.pagurus.experiments.plan.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.option.ByteRate;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.plan.Forecast;
import org.pagurus.experiments.plan.Plan;
import org.pagurus.experiments.plan.Priority;
import org.pagurus.experiments.plan.Range;
import org.pagurus.experiments.plan.words.Wording;
import org.pagurus.experiments.report.TextTable;

/** A plan for people. */
public final class PlanText {
    private static final double MS = 1e6;
    private static final double SECOND = 1e9;
    private static final double MIB = 1 << 20;

    private PlanText() {}

    /** All of it. */
    public static String of(Plan plan, List<Wording> words) {
        StringBuilder text = new StringBuilder();
        if (plan.converges()) {
            text.append(
                            "It converges. Settings that no other beats, the recommended one first:\n\n")
                    .append(table(plan))
                    .append("\nrecommended  ")
                    .append(plan.offered().getFirst().choice())
                    .append("\nbecause      ")
                    .append(PlanReason.of(plan))
                    .append('\n');
        } else {
            text.append("It does not converge as wanted with any of the settings tried.\n\n")
                    .append("nearest      ")
                    .append(plan.nearest().choice())
                    .append("\nfound        ")
                    .append(PlanReason.of(plan))
                    .append('\n');
        }
        text.append(margins(plan));
        text.append(
                String.format(
                        Locale.ROOT,
                        "simulated    %d settings, %d migrations%s%n",
                        plan.choices(),
                        plan.trials(),
                        plan.cutShort()
                                ? "; the time was over before all were: a larger --time-budget"
                                        + " looks at more"
                                : ""));
        for (Wording wording : words) {
            text.append('\n').append(wording.tool()).append(":\n");
            wording.lines().forEach(line -> text.append("  ").append(line).append('\n'));
            wording.differences().forEach(line -> text.append("  # ").append(line).append('\n'));
        }
        return text.toString();
    }

    private static String table(Plan plan) {
        TextTable table = new TextTable("rlrrrr");
        table.row("", "settings", "downtime, ms", "sent, MiB", "lost to throttling, s", "total, s");
        int number = 0;
        for (Forecast each : plan.offered()) {
            table.row(
                    Integer.toString(++number),
                    each.choice().toString(),
                    range(each.downtimeNs(), MS, 0),
                    range(each.bytes(), MIB, 0),
                    range(each.lostNs(), SECOND, 1),
                    range(each.totalTimeNs(), SECOND, 1));
        }
        return table.render();
    }

    private static String margins(Plan plan) {
        return "least limit  "
                + margin(
                        plan.smallestLimit(),
                        ns ->
                                "a downtime limit of "
                                        + milliseconds(ns)
                                        + " is the smallest with which they converge")
                + "\nleast link   "
                + margin(
                        plan.smallestLinkRate(),
                        rate ->
                                megabytes(rate)
                                        + " is the smallest link rate with which they keep the"
                                        + " limits")
                + "\n";
    }

    private interface Said {
        String of(long value);
    }

    private static String margin(@Nullable OptionalLong found, Said said) {
        if (found == null) {
            return "not found in the time given";
        }
        return found.isPresent() ? said.of(found.getAsLong()) : "none does";
    }

    /** Rounded up: a little more than what was found to do. */
    static String milliseconds(long ns) {
        return new DurationOption(Math.ceilDiv(ns, (long) MS) * (long) MS).toString();
    }

    /** Rounded up. */
    static String megabytes(long rate) {
        long step = rate < 10_000_000 ? 100_000 : 1_000_000;
        return new ByteRate(Math.ceilDiv(rate, step) * step).toString();
    }

    private static String range(Range range, double unit, int digits) {
        String form = "%." + digits + "f";
        String low = String.format(Locale.ROOT, form, range.low() / unit);
        String high = String.format(Locale.ROOT, form, range.high() / unit);
        return low.equals(high) ? low : low + " to " + high;
    }

    /** A value of a priority for a sentence. */
    static String shown(Priority priority, double value) {
        return switch (priority) {
            case DOWNTIME -> String.format(Locale.ROOT, "%.1f ms down", value / MS);
            case TRAFFIC -> String.format(Locale.ROOT, "%.0f MiB sent", value / MIB);
            case SLOWDOWN ->
                    String.format(Locale.ROOT, "%.1f s lost to throttling", value / SECOND);
        };
    }
}
