package org.pagurus.simulator.checker;

import java.util.function.LongSupplier;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.simulator.driver.Happening;

/** Nothing waits for ever once the network is healed and both hosts are up. */
final class BoundedTime extends Checker {
    /** The longest wait before asking again, some times over. */
    private static final long LIMIT_NS = 300_000_000_000L;

    private final Scene scene;
    private final LongSupplier healedNs;
    private boolean sourceCrashed;

    /**
     * @param healedNs when all that went wrong was over
     */
    BoundedTime(Scene scene, LongSupplier healedNs) {
        super("bounded time");
        this.scene = scene;
        this.healedNs = healedNs;
    }

    @Override
    public void happened(Happening what) {
        if (what instanceof Happening.Crashing c) {
            sourceCrashed |= c.host() == scene.source();
        }
    }

    @Override
    void atEnd() {
        long nowNs = scene.source().simulation().nowNs();
        expect(
                nowNs - healedNs.getAsLong() <= LIMIT_NS,
                "something went on "
                        + (nowNs - healedNs.getAsLong()) / 1_000_000_000L
                        + " s after the last fault");
        expect(
                sourceCrashed || scene.migration().report() != null,
                "the migration has not ended, and nothing more happens");
        SoftwareGuest here = scene.here();
        expect(
                here == null || here.isRunning() || scene.runsThere(),
                "the guest is paused for good: " + scene.lastStep());
    }
}
