package org.pagurus.simulator.checker;

import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.simulator.driver.VirtualHost;

/**
 * The guest's addresses have one owner: they are announced where the guest runs and nowhere else,
 * and in the end they are where it runs.
 */
public final class OneAddress extends Checker {
    private final Scene scene;
    private VirtualHost owner;

    OneAddress(Scene scene) {
        super("one owner of the address");
        this.scene = scene;
        owner = scene.source();
    }

    /** Where the network takes frames for the guest to. */
    public VirtualHost owner() {
        return owner;
    }

    @Override
    public void announced(VirtualHost host, SoftwareGuest guest) {
        expect(guest.isRunning(), "announced at the " + host.name() + ", where it does not run");
        owner = host;
    }

    @Override
    void atEnd() {
        VirtualHost runs =
                scene.runsHere() ? scene.source() : scene.runsThere() ? scene.destination() : owner;
        expect(
                runs == owner,
                "the guest runs at the "
                        + runs.name()
                        + ", but its addresses are at the "
                        + owner.name());
    }
}
