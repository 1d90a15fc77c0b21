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
            lane.breakOff(0);
        }
        pages.add(lane);
        return lane;
    }

    /** Breaks it. */
    void breakOff(Runnable sourceHears, Runnable destinationHears) {
        if (broken) {
            return;
        }
        broken = true;
        double share = wire.hazards().lingeringShare();
        toDestination.breakOff(share);
        toSource.breakOff(share);
        pages.forEach(lane -> lane.breakOff(share));
        wire.after(wire.newsNs(), sourceHears);
        wire.after(wire.newsNs(), destinationHears);
    }
}
