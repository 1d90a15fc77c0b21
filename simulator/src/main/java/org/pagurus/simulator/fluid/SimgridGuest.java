package org.pagurus.simulator.fluid;

/**
 * A guest as SimGrid's live migration knows one: it computes, and dirties so many bytes for each
 * floating-point operation, up to a cap in each round. What it has computed is the difference of
 * what is left of its task, a double: with a task of 1e18 operations, what is left is a multiple of
 * 128, so the dirty bytes come in steps. The steps are in SimGrid's results, so they are here.
 */
public final class SimgridGuest implements DirtyBytes {
    private static final double NS_PER_SECOND = 1e9;

    /** The task and the host's speed with which the oracles were measured. */
    private static final double TASK_FLOP = 1e18;

    private static final double FLOP_PER_SECOND = 1e9;

    /** The default cap: so much of the memory. */
    private static final double CAP_SHARE = 0.9;

    private final double bytesPerFlop;
    private final double capBytes;
    private double leftFlop = TASK_FLOP;
    private long harvestedNs;

    /**
     * @param bytesPerSecond dirtied at full speed: the link's rate times SimGrid's {@code
     *     dp_intensity}; 0 or more
     * @param capBytes the most that is dirty at a harvest, 0 or more
     */
    public SimgridGuest(double bytesPerSecond, double capBytes) {
        CappedDirtyRate.requireNotNegative(bytesPerSecond, "bytesPerSecond");
        CappedDirtyRate.requireNotNegative(capBytes, "capBytes");
        bytesPerFlop = bytesPerSecond / FLOP_PER_SECOND;
        this.capBytes = capBytes;
    }

    /** SimGrid's cap when a user names none. */
    public static double defaultCapBytes(long memoryBytes) {
        return memoryBytes * CAP_SHARE;
    }

    @Override
    public void start(long nowNs) {
        harvestedNs = nowNs;
    }

    @Override
    public long harvest(long nowNs) {
        double before = leftFlop;
        // SimGrid's clock is in seconds, a double: what that rounds decides between two steps.
        leftFlop -= FLOP_PER_SECOND * (nowNs / NS_PER_SECOND - harvestedNs / NS_PER_SECOND);
        harvestedNs = nowNs;
        return (long) Math.min((before - leftFlop) * bytesPerFlop, capBytes);
    }
}
