package org.pagurus.simulator.driver;

import java.util.ArrayList;
import java.util.List;

/**
 * The control stream and the page streams between two hosts for one migration. They live and die
 * together; either side hears of the end some time later.
 */
final class Connection {
    private final Wire wire;
    private final Lane toDestination;
    private final Lane toSource;
    private final List<Lane> pages = new ArrayList<>();
    private boolean broken;

    Connection(Wire wire) {
        this.wire = wire;
        toDestination = wire.newControlLane(wire.forth());
        toSource = wire.newControlLane(wire.back());
    }

    Lane toDestination() {
        return toDestination;
    }

    Lane toSource() {
        return toSource;
    }

    boolean isBroken() {
        return broken;
    }

    /** Connects another page stream. */
    Lane openPages(Runnable writable) {
        Lane lane = wire.newPageLane(writable);
        if (broken) {
            lane.breakOff(LinkHazards.Lingering.NOTHING);
        }
        pages.add(lane);
        return lane;
    }

    LinkHazards hazards() {
        return wire.hazards();
    }

    /**
     * Breaks it.
     *
     * @param lingering what of what is on its way still comes
     */
    void breakOff(
            LinkHazards.Lingering lingering, Runnable sourceHears, Runnable destinationHears) {
        if (broken) {
            return;
        }
        broken = true;
        toDestination.breakOff(lingering);
        toSource.breakOff(lingering);
        pages.forEach(lane -> lane.breakOff(lingering));
        wire.after(wire.newsNs(), sourceHears);
        wire.after(wire.newsNs(), destinationHears);
    }
}
