package org.pagurus.simulator.kernel;

/** Something that happens at an instant of virtual time. */
@FunctionalInterface
public interface Event {
    /**
     * Happens now; may schedule and cancel other events.
     *
     * @param nowNs the instant that it was scheduled for
     */
    void fire(long nowNs);
}
