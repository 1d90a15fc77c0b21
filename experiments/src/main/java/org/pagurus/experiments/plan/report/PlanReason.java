package org.pagurus.experiments.plan.report;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.plan.Forecast;
import org.pagurus.experiments.plan.Plan;
import org.pagurus.experiments.plan.Preference;
import org.pagurus.experiments.plan.TrialResult;

/** Why settings are recommended, or why none are: one line. */
final class PlanReason {
    private PlanReason() {}

    static String of(Plan plan) {
        return plan.converges() ? recommended(plan) : missed(plan);
    }

    private static String recommended(Plan plan) {
        Forecast best = plan.offered().getFirst();
        List<String> parts = new ArrayList<>();
        for (Preference.Step step : plan.steps()) {
            parts.add(
                    "least "
                            + step.priority().label()
                            + " ("
                            + PlanText.shown(step.priority(), best.middle(step.priority()))
                            + "; "
                            + (step.left() == 1
                                    ? "no other is alike"
                                    : step.left() - 1 + " more alike")
                            + ")");
        }
        if (parts.isEmpty()) {
            parts.add(
                    "no other that keeps the limits is better in anything by more than can be told; of"
                            + " those alike it takes the least time");
        } else if (plan.steps().getLast().left() > 1) {
            parts.add("of these it takes the least time");
        }
        String sure =
                best.downtimeNs().high() <= plan.question().downtimeLimitNs()
                        ? ""
                        : "; its downtime may exceed the limit";
        return String.join(", then ", parts) + sure;
    }

    private static String missed(Plan plan) {
        TrialResult result =
                plan.nearest().results().stream()
                        .filter(each -> !each.converged())
                        .findFirst()
                        .orElse(plan.nearest().results().getFirst());
        if (!result.converged()) {
            return result.reason();
        }
        return "it converges, but is down for "
                + PlanText.milliseconds(result.downtimeNs())
                + " with a limit of "
                + new DurationOption(plan.question().downtimeLimitNs())
                + " and takes "
                + PlanText.milliseconds(result.totalTimeNs())
                + " with a limit of "
                + new DurationOption(plan.question().timeLimitNs());
    }
}
