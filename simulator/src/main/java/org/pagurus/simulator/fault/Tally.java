package org.pagurus.simulator.fault;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.pagurus.simulator.fault.TrialResult.End;

/** What came of many trials. */
public final class Tally {
    private final Map<End, Long> ends = new EnumMap<>(End.class);
    private final Map<String, Long> faults = new TreeMap<>();
    private long trials;
    private long violations;
    private long events;
    private long writes;

    public void add(TrialResult result) {
        trials++;
        ends.merge(result.end(), 1L, Long::sum);
        result.fired().forEach(fault -> faults.merge(fault.effect().kind(), 1L, Long::sum));
        violations += result.violation() == null ? 0 : 1;
        events += result.events();
        writes += result.writes();
    }

    public void add(Tally other) {
        trials += other.trials;
        violations += other.violations;
        events += other.events;
        writes += other.writes;
        other.ends.forEach((end, count) -> ends.merge(end, count, Long::sum));
        other.faults.forEach((kind, count) -> faults.merge(kind, count, Long::sum));
    }

    public long trials() {
        return trials;
    }

    public long violations() {
        return violations;
    }

    /** Of virtual time. */
    public long events() {
        return events;
    }

    /** Writes that were acknowledged. */
    public long writes() {
        return writes;
    }

    /** How migrations ended. */
    public Map<End, Long> ends() {
        return ends;
    }

    /** Faults that have happened, by kind. */
    public Map<String, Long> faults() {
        return faults;
    }
}
