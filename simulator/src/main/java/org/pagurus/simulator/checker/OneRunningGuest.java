package org.pagurus.simulator.checker;

import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.simulator.driver.Happening;
import org.pagurus.simulator.driver.VirtualHost;

/** At most one guest runs, at any instant. It looks itself, and does not count on what it hears. */
final class OneRunningGuest extends Checker {
    private final Scene scene;

    OneRunningGuest(Scene scene) {
        super("one running guest");
        this.scene = scene;
    }

    @Override
    public void guestRuns(VirtualHost host, SoftwareGuest guest) {
        look();
    }

    @Override
    public void happened(Happening what) {
        look();
    }

    @Override
    void atEnd() {
        look();
    }

    private void look() {
        expect(!(scene.runsHere() && scene.runsThere()), "the guest runs on both hosts");
    }
}
