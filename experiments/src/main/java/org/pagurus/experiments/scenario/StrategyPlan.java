package org.pagurus.experiments.scenario;

import org.pagurus.simulator.strategy.balance.SustainedLoad;
import org.pagurus.simulator.strategy.consolidation.OverloadDetector;

/** Which strategy decides in a cluster. */
public sealed interface StrategyPlan {
    /** Which guest leaves an overloaded host. */
    enum Selection {
        /** The one whose migration takes the least time. */
        MMT,
        /** Any. */
        RC,
        /** The one that asks for the least CPU. */
        MU
    }

    /** Guests leave overloaded hosts, hosts that are used little are emptied and switched off. */
    record Consolidation(OverloadDetector overload, Selection selection) implements StrategyPlan {}

    /**
     * Guests leave hot spots.
     *
     * @param limitShare of its CPU, what a destination may be used up to
     */
    record Balancing(SustainedLoad hotSpots, double limitShare) implements StrategyPlan {}
}
