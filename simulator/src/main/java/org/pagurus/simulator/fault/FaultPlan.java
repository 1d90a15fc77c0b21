package org.pagurus.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with a migration: separate faults, any of which may be left out.
 *
 * @param seed of the migration; the same with other faults is the same migration
 * @param faults by their numbers, from 1 on, as they were drawn
 */
public record FaultPlan(long seed, List<Numbered> faults) {
    /** A fault with its place in the plan as it was drawn. */
    public record Numbered(int number, Fault fault) {
        @Override
        public String toString() {
            return number + ". " + fault;
        }
    }

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    static FaultPlan of(long seed, List<Fault> faults) {
        return new FaultPlan(
                seed,
                IntStream.range(0, faults.size())
                        .mapToObj(i -> new Numbered(i + 1, faults.get(i)))
                        .toList());
    }

    /** Only the faults with these numbers. */
    public FaultPlan only(Set<Integer> numbers) {
        return new FaultPlan(
                seed, faults.stream().filter(f -> numbers.contains(f.number())).toList());
    }

    /** All but the one at this index. */
    FaultPlan without(int index) {
        List<Numbered> left = new ArrayList<>(faults);
        left.remove(index);
        return new FaultPlan(seed, left);
    }

    /** Whether an effect of this kind is in it. */
    boolean has(Class<? extends Effect> kind) {
        return faults.stream().anyMatch(f -> kind.isInstance(f.fault().effect()));
    }

    /** The wrong clock of a host; null when it is right. */
    Effect.@Nullable WrongClock clock(Side side) {
        for (Numbered one : faults) {
            if (one.fault().effect() instanceof Effect.WrongClock clock && clock.side() == side) {
                return clock;
            }
        }
        return null;
    }
}
