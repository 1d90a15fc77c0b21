package org.pagurus.experiments.fidelity.plan;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.pagurus.experiments.plan.Forecast;
import org.pagurus.experiments.plan.Range;
import org.pagurus.experiments.report.TextTable;

/** Plans beside what they predicted, as tables. */
public final class PlanBenchText {
    private static final double MS = 1e6;
    private static final double SECOND = 1e9;
    private static final double MIB = 1 << 20;

    private PlanBenchText() {}

    /** One case: a row for all that was offered. */
    public static String of(PlanCaseResult result) {
        TextTable table = new TextTable("lrrrrrrrr");
        table.row(
                result.name() + ", " + result.priority().label(),
                "downtime, ms",
                "live",
                "total, s",
                "live",
                "sent, MiB",
                "live",
                "lost, s",
                "live");
        for (LiveForecast each : result.offered()) {
            Forecast forecast = each.forecast();
            table.row(
                    forecast.choice().toString(),
                    range(forecast.downtimeNs(), MS),
                    live(each, LiveRun::downtimeNs, MS),
                    range(forecast.totalTimeNs(), SECOND),
                    live(each, LiveRun::totalTimeNs, SECOND),
                    range(forecast.bytes(), MIB),
                    live(each, LiveRun::totalBytes, MIB),
                    range(forecast.lostNs(), SECOND),
                    live(each, LiveRun::lostNs, SECOND));
        }
        StringBuilder text = new StringBuilder(table.render());
        for (LiveForecast each : result.offered()) {
            each.failures().forEach(line -> text.append("failed: ").append(line).append('\n'));
        }
        if (result.offered().isEmpty()) {
            text.append("nothing keeps what is wanted\n");
            return text.append('\n').toString();
        }
        LiveForecast recommended = result.offered().getFirst();
        return text.append(
                        String.format(
                                Locale.ROOT,
                                "in range: %d of %d downtimes, %d of %d total times; the best of the"
                                        + " others is better by %.1f %%%s%n%n",
                                recommended.downtimesHeld(),
                                recommended.live().size(),
                                recommended.totalTimesHeld(),
                                recommended.live().size(),
                                100 * result.betterShare(),
                                result.plan().cutShort() ? "; the plan was cut short" : ""))
                .toString();
    }

    /** All cases in a line. */
    public static String summary(List<PlanCaseResult> results) {
        return String.format(
                Locale.ROOT,
                "%d profiles: the range held in %d, no other offered setting was better by more than"
                        + " 10 %% in %d%n",
                results.size(),
                results.stream().filter(PlanCaseResult::holds).count(),
                results.stream().filter(PlanCaseResult::isBest).count());
    }

    private static String range(Range range, double unit) {
        return number(range.low() / unit)
                + " "
                + number(range.middle() / unit)
                + " "
                + number(range.high() / unit);
    }

    /** Every run, in order. */
    private static String live(LiveForecast each, ToDoubleFunction<LiveRun> figure, double unit) {
        return String.join(
                " ",
                each.live().stream().map(run -> number(figure.applyAsDouble(run) / unit)).toList());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }
}
