package org.pagurus.simulator.sample;

import org.pagurus.simulator.cost.MigrationCosts;
import org.pagurus.simulator.driver.StepTimes;

/** What the steps of an exact migration take, as a fluid one counts them. */
public final class StepCosts {
    /** From an engine's thread to an event loop, to the other host's, to its engine's thread. */
    private static final int WAKES_PER_MESSAGE = 3;

    private StepCosts() {}

    /**
     * @param streams page streams, connected one after the other
     * @param encoders threads that encode, 1 or more
     * @param decoders threads that decode, 1 or more
     */
    public static MigrationCosts of(StepTimes times, int streams, int encoders, int decoders) {
        return new MigrationCosts(
                times.reserveNs() + streams * times.connectNs(),
                0,
                WAKES_PER_MESSAGE * times.wakeNs(),
                times.pauseNs(),
                times.harvestNs(),
                times.harvestedPageNs(),
                times.saveDevicesNs(),
                times.loadDevicesNs(),
                0,
                times.verifiedPageNs(),
                times.journalNs(),
                times.resumeNs(),
                encoders,
                decoders);
    }
}
