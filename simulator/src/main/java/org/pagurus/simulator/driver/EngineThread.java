package org.pagurus.simulator.driver;

import org.pagurus.simulator.kernel.Simulation;

/** The thread of one engine: what takes it time is done one after the other. */
final class EngineThread {
    private final VirtualHost host;
    private long freeAtNs;

    EngineThread(VirtualHost host) {
        this.host = host;
    }

    /** Something takes so long from when all before it is done, and then happens. */
    void run(double stepNs, Runnable action) {
        Simulation simulation = host.simulation();
        freeAtNs = Math.max(freeAtNs, simulation.nowNs()) + host.waitNs(stepNs);
        simulation.schedule(freeAtNs, nowNs -> action.run());
    }
}
