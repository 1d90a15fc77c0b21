package org.pagurus.experiments.fidelity.plan;

import java.util.List;
import org.pagurus.experiments.plan.Plan;
import org.pagurus.experiments.plan.Priority;

/**
 * What a case gave.
 *
 * @param offered all that the plan offers with what they did, the recommended settings first
 */
public record PlanCaseResult(String name, Plan plan, List<LiveForecast> offered) {
    /** No offered settings may be better by more than this share. */
    private static final double BETTER_SHARE = 0.1;

    public PlanCaseResult {
        offered = List.copyOf(offered);
    }

    public Priority priority() {
        return plan.question().priorities().getFirst();
    }

    /** Whether the recommended settings did what was predicted. */
    public boolean holds() {
        return !offered.isEmpty() && offered.getFirst().holds();
    }

    /**
     * By which share the best of the others is better than the recommended settings on the chosen
     * priority, by the medians; 0 when none is.
     */
    public double betterShare() {
        if (offered.isEmpty()) {
            return 0;
        }
        double recommended = offered.getFirst().median(priority());
        double best =
                offered.stream().mapToDouble(each -> each.median(priority())).min().orElseThrow();
        return recommended == 0 ? 0 : 1 - best / recommended;
    }

    /** Whether the recommended settings are as good as any that were offered. */
    public boolean isBest() {
        return !offered.isEmpty() && betterShare() <= BETTER_SHARE;
    }
}
