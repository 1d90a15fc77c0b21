package org.pagurus.experiments.plan;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The answer.
 *
 * @param offered the settings that are worth a look, the recommended one first; none where nothing
 *     keeps what is wanted
 * @param steps what decided for the recommended one
 * @param nearest the recommended settings; where nothing keeps what is wanted, those that come
 *     nearest
 * @param smallestLimit of the downtime, with which the nearest converge; null when it was not
 *     looked for to the end, empty when none does
 * @param smallestLinkRate with which the nearest keep what is wanted, likewise
 * @param choices how many settings were simulated
 * @param trials how many migrations were simulated
 * @param cutShort whether the time was over before all was simulated
 */
public record Plan(
        Question question,
        List<Forecast> offered,
        List<Preference.Step> steps,
        Forecast nearest,
        @Nullable OptionalLong smallestLimit,
        @Nullable OptionalLong smallestLinkRate,
        int choices,
        int trials,
        boolean cutShort) {
    /** What bisections are off by, at most, as a share. */
    public static final double BISECTION_SHARE = 0.05;

    public Plan {
        offered = List.copyOf(offered);
        steps = List.copyOf(steps);
    }

    /** Whether some settings keep what is wanted. */
    public boolean converges() {
        return !offered.isEmpty();
    }
}
