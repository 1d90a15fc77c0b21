package org.pagurus.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pagurus.simulator.checker.Violation;
import org.pagurus.simulator.fault.TrialResult.End;

class ShrinkerTest {
    private static final FaultPlan TEN =
            FaultPlan.of(
                    1,
                    LongStream.range(0, 10)
                            .mapToObj(at -> new Fault(new Moment.Time(at), new Effect.Cancel()))
                            .toList());

    @Test
    void keepsWhatIsNeededTogether() {
        // Two faults together, and none of them alone.
        Shrinker.Runner runner =
                plan -> result(plan, has(plan, 3) && has(plan, 8) ? "two guests" : null);
        assertEquals(List.of(3, 8), shrunk(runner));
    }

    @Test
    void keepsToTheSameViolation() {
        // With fewer faults there is another one, which is not what is looked for.
        Shrinker.Runner runner =
                plan ->
                        result(
                                plan,
                                has(plan, 5) && plan.faults().size() >= 4
                                        ? "a lost guest"
                                        : "time");
        assertEquals(4, shrunk(runner).size());
    }

    @Test
    void findsThatNoFaultIsNeeded() {
        assertEquals(List.of(), shrunk(plan -> result(plan, "two guests")));
    }

    private static List<Integer> shrunk(Shrinker.Runner runner) {
        TrialResult shortest = Shrinker.shrink(runner.run(TEN), runner);
        assertNotNull(shortest.violation());
        return shortest.plan().faults().stream().map(FaultPlan.Numbered::number).toList();
    }

    private static boolean has(FaultPlan plan, int number) {
        return plan.faults().stream().anyMatch(one -> one.number() == number);
    }

    private static TrialResult result(FaultPlan plan, @Nullable String checker) {
        return new TrialResult(
                plan,
                End.FAILED,
                List.of(),
                checker == null ? null : new Violation(checker, "found"),
                0,
                0,
                0);
    }
}
