package org.pagurus.simulator.driver;

import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.Link;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Path;

/** What lies between the two hosts of a migration. */
public final class Wire {
    /** More than all control messages that an engine may have under way. */
    private static final long CONTROL_BACKLOG_BYTES = 64L << 20;

    /** A lane of pages takes the next frame when the one before has gone. */
    private static final long PAGE_BACKLOG_BYTES = 1;

    private final Simulation simulation;
    private final Network network;
    private final Path forth;
    private final Path back;
    private final LinkHazards hazards;
    private final FramePool pool;

    public Wire(
            Simulation simulation, Network network, Path forth, Path back, LinkHazards hazards) {
        this(simulation, network, forth, back, hazards, new FramePool());
    }

    /**
     * @param pool the frames' buffers; of no other wire at the same time
     */
    public Wire(
            Simulation simulation,
            Network network,
            Path forth,
            Path back,
            LinkHazards hazards,
            FramePool pool) {
        this.pool = pool;
        this.simulation = simulation;
        this.network = network;
        this.forth = forth;
        this.back = back;
        this.hazards = hazards;
    }

    Simulation simulation() {
        return simulation;
    }

    LinkHazards hazards() {
        return hazards;
    }

    FramePool pool() {
        return pool;
    }

    Path forth() {
        return forth;
    }

    Path back() {
        return back;
    }

    long roundTripNs() {
        return forth.latencyNs() + back.latencyNs();
    }

    /** Whether nobody can be reached now. */
    boolean isDown() {
        return forth.links().stream().anyMatch(Link::isCut)
                || back.links().stream().anyMatch(Link::isCut)
                || hazards.isRefused();
    }

    /** How long it takes until a side hears of a broken connection. */
    long newsNs() {
        return back.latencyNs();
    }

    void after(long waitNs, Runnable action) {
        simulation.schedule(simulation.nowNs() + waitNs, nowNs -> action.run());
    }

    Lane newControlLane(Path path) {
        return new Lane(simulation, network, path, hazards, CONTROL_BACKLOG_BYTES, nowNs -> {});
    }

    Lane newPageLane(Runnable writable) {
        return new Lane(
                simulation, network, forth, hazards, PAGE_BACKLOG_BYTES, nowNs -> writable.run());
    }
}
