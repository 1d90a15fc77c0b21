package org.pagurus.simulator.cluster.trace;

import org.pagurus.simulator.cluster.CpuDemand;

/**
 * CPU traces of guests. With fewer traces than guests they are dealt in turn, a trace that is over
 * starts again. Immutable.
 */
public final class CpuTraces implements CpuDemand {
    public static final int INTERVAL_SECONDS = 300;
    public static final int SAMPLES_PER_DAY = 24 * 3600 / INTERVAL_SECONDS;

    private final byte[][] percents;

    /** Takes percentages of 0 to 100, one row a trace, no row empty; they are not copied. */
    CpuTraces(byte[][] percents) {
        this.percents = percents;
    }

    public int count() {
        return percents.length;
    }

    @Override
    public int percent(int guest, int sample) {
        byte[] trace = percents[guest < percents.length ? guest : guest % percents.length];
        return trace[sample < trace.length ? sample : sample % trace.length];
    }
}
