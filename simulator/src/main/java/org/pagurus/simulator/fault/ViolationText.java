package org.pagurus.simulator.fault;

import static java.util.Objects.requireNonNull;

import java.util.stream.Collectors;
import org.pagurus.simulator.checker.Violation;

/** A violation as a person is told of it: with the fewest faults, and how to see it again. */
public final class ViolationText {
    private ViolationText() {}

    /** Several lines. */
    public static String of(TrialResult found, Shrinker.Runner runner) {
        TrialResult shortest = Shrinker.shrink(found, runner);
        Violation violation = requireNonNull(shortest.violation());
        FaultPlan plan = shortest.plan();
        String numbers =
                plan.faults().stream()
                        .map(one -> String.valueOf(one.number()))
                        .collect(Collectors.joining(","));
        StringBuilder text = new StringBuilder();
        text.append("seed ").append(plan.seed()).append(": ");
        text.append(violation.checker()).append(": ").append(violation.getMessage()).append('\n');
        text.append(plan.faults().size()).append(" of ");
        text.append(found.plan().faults().size()).append(" faults are needed for it\n");
        plan.faults().forEach(one -> text.append("  ").append(one).append('\n'));
        text.append("replay: scripts/pagurus simulate --faults --trace --seeds ");
        text.append(plan.seed()).append("..").append(plan.seed());
        text.append(" --only ").append(numbers.isEmpty() ? "0" : numbers);
        return text.toString();
    }
}
