package org.pagurus.experiments.scenario;

import org.pagurus.simulator.cluster.trace.CpuTraces;
import org.pagurus.simulator.cluster.trace.TraceModel;

/** Where the CPU demand of a cluster's guests comes from. */
public sealed interface DemandPlan {
    /** Recorded. */
    record Recorded(CpuTraces traces) implements DemandPlan {}

    /** Made up from the scenario's seed. */
    record Synthetic(TraceModel model) implements DemandPlan {}
}
