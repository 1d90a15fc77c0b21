package org.pagurus.simulator.fluid;

/** A guest that dirties fresh bytes at a steady rate, up to a cap in each round. */
public final class CappedDirtyRate implements DirtyBytes {
    private static final double NS_PER_SECOND = 1e9;

    private final double bytesPerSecond;
    private final long capBytes;
    private long harvestedNs;

    /**
     * @param bytesPerSecond 0 or more
     * @param capBytes the most that is dirty at a harvest, 0 or more
     */
    public CappedDirtyRate(double bytesPerSecond, long capBytes) {
        requireNotNegative(bytesPerSecond, "bytesPerSecond");
        requireNotNegative(capBytes, "capBytes");
        this.bytesPerSecond = bytesPerSecond;
        this.capBytes = capBytes;
    }

    @Override
    public void start(long nowNs) {
        harvestedNs = nowNs;
    }

    @Override
    public long harvest(long nowNs) {
        double bytes = bytesPerSecond * ((nowNs - harvestedNs) / NS_PER_SECOND);
        harvestedNs = nowNs;
        return (long) Math.min(bytes, capBytes);
    }

    static void requireNotNegative(double value, String field) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(field + ": expected 0 or more but found " + value);
        }
    }
}
