package org.pagurus.experiments.scenario.run;

import org.pagurus.simulator.cost.MigrationCosts;
import org.pagurus.simulator.cost.PageCost;
import org.pagurus.simulator.cost.PageCosts;
import org.pagurus.simulator.driver.StepTimes;

/** What a fluid migration takes, by the same typical times as an exact one. */
final class FluidCosts {
    /** Pages that go in full: copy and checksum at the source, the same at the destination. */
    static final PageCosts RAW = PageCosts.always(PageCost.raw(700, 700));

    /** Of two cores, one is the guest's. */
    private static final int DESTINATION_THREADS = 1;

    private FluidCosts() {}

    /** Steps, each with the wait until its end is heard. */
    static MigrationCosts of(StepTimes times, int sourceThreads) {
        long wakeNs = times.wakeNs();
        return new MigrationCosts(
                times.reserveNs() + 2 * times.connectNs() + 3 * wakeNs,
                0,
                wakeNs,
                times.pauseNs() + wakeNs,
                times.harvestNs() + wakeNs,
                times.harvestedPageNs(),
                times.saveDevicesNs() + wakeNs,
                times.loadDevicesNs() + wakeNs,
                0,
                times.verifiedPageNs(),
                times.journalNs() + 2 * wakeNs,
                times.resumeNs() + wakeNs,
                sourceThreads,
                DESTINATION_THREADS);
    }
}
