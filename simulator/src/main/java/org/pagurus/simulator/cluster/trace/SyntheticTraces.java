package org.pagurus.simulator.cluster.trace;

import org.pagurus.guest.software.SplitMix64;
import org.pagurus.simulator.cluster.Limits;

/**
 * Makes traces of a {@link TraceModel}. Trace n depends on the seed, n and the model alone, so that
 * more traces leave the first ones as they were. The same on every machine: what is not exact in
 * {@code Math} comes from {@code StrictMath}.
 */
public final class SyntheticTraces {
    private final SplitMix64 random;
    private final TraceModel model;

    private SyntheticTraces(long seed, TraceModel model) {
        this.random = new SplitMix64(seed);
        this.model = model;
    }

    /**
     * @param count traces, one byte a sample
     * @param samples of each, from 1
     */
    public static CpuTraces generate(TraceModel model, int count, int samples, long seed) {
        Limits.check("traces", count, 1, CpuTraceReader.MAX_FILES);
        Limits.check("samples", samples, 1, 100_000);
        byte[][] percents = new byte[count][];
        for (int i = 0; i < count; i++) {
            percents[i] = new SyntheticTraces(SplitMix64.seed(seed, i), model).percents(samples);
        }
        return new CpuTraces(percents);
    }

    private byte[] percents(int samples) {
        byte[] percents = new byte[samples];
        double level = -model.meanPercent() * StrictMath.log(1 - random.nextDouble());
        double phase = random.nextDouble();
        double deviation = 0;
        boolean isBurst = false;
        for (int i = 0; i < samples; i++) {
            deviation = model.persistence() * deviation + model.noisePercent() * normal();
            double chance = isBurst ? 1 - 1 / model.burstSamples() : model.burstChance();
            isBurst = random.nextDouble() < chance;
            double day = phase + (double) i / CpuTraces.SAMPLES_PER_DAY;
            double percent =
                    isBurst
                            ? model.burstPercent()
                            : level * (1 + model.dayShare() * StrictMath.sin(2 * Math.PI * day))
                                    + deviation;
            percents[i] = (byte) Math.round(Math.clamp(percent, 0, 100));
        }
        return percents;
    }

    /** Box and Muller's transform; the second number that it gives is not used. */
    private double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
