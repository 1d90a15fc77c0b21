package org.pagurus.experiments.fidelity.calibration;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.experiments.bench.Median;
import org.pagurus.simulator.driver.PageTimes;

/** What pages took, by the bytes that were left of them. */
final class StepSamples {
    /** Of a step, the latest: by then code is compiled. */
    private static final int MOST = 4_096;

    private final List<List<Double>> samples = new ArrayList<>();
    private int next;

    StepSamples() {
        for (int step = 0; step < PageTimes.STEPS; step++) {
            samples.add(new ArrayList<>());
        }
    }

    void add(int bytes, double ns) {
        List<Double> ofStep =
                samples.get(Math.min(bytes / PageTimes.STEP_BYTES, samples.size() - 1));
        if (ofStep.size() < MOST) {
            ofStep.add(ns);
        } else {
            ofStep.set(next++ % MOST, ns);
        }
    }

    /**
     * The median of each step; where a step has none, between those of its neighbours, or as the
     * nearest.
     *
     * @throws IllegalStateException when nothing was measured
     */
    double[] medians() {
        double[] medians = new double[samples.size()];
        int known = -1;
        for (int step = 0; step < medians.length; step++) {
            if (samples.get(step).isEmpty()) {
                continue;
            }
            medians[step] = medianOf(samples.get(step));
            for (int gap = known + 1; gap < step; gap++) {
                double share = known < 0 ? 1 : (gap - known) / (double) (step - known);
                medians[gap] = share * medians[step] + (1 - share) * medians[Math.max(0, known)];
            }
            known = step;
        }
        if (known < 0) {
            throw new IllegalStateException("nothing was measured");
        }
        for (int gap = known + 1; gap < medians.length; gap++) {
            medians[gap] = medians[known];
        }
        return medians;
    }

    static double medianOf(List<Double> values) {
        return Median.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
