package org.pagurus.simulator.fault;

/** One thing that goes wrong, when its moment comes. */
public record Fault(Moment at, Effect effect) {
    @Override
    public String toString() {
        return at + ": " + effect;
    }
}
