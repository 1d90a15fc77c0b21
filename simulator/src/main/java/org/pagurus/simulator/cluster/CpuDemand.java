package org.pagurus.simulator.cluster;

/** What guests ask for over time. */
@FunctionalInterface
public interface CpuDemand {
    /** Percent of the guest's own {@code cpuMips} in a sample, 0 to 100. */
    int percent(int guest, int sample);
}
