package org.pagurus.simulator.cluster.day;

/** Hears of each sample once its interval is over. */
@FunctionalInterface
public interface SampleListener {
    void onSample(SampleLine line);
}
