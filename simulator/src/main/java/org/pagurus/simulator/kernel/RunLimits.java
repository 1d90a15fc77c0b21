package org.pagurus.simulator.kernel;

/**
 * How far a run may go.
 *
 * @param latestNs the latest instant whose events fire, 0 or more
 * @param mostEvents how many events may fire in the run, 0 or more
 */
public record RunLimits(long latestNs, long mostEvents) {
    public RunLimits {
        require(latestNs, "latestNs");
        require(mostEvents, "mostEvents");
    }

    private static void require(long value, String field) {
        if (value < 0) {
            throw new IllegalArgumentException(field + ": expected 0 or more but found " + value);
        }
    }
}
