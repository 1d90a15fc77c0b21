package org.pagurus.experiments.scenario;

import java.nio.file.Path;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.WorkloadSpec;
import org.pagurus.guest.traced.TraceDirectory;
import org.pagurus.guest.traced.TracedConfig;
import org.pagurus.guest.traced.TracedGuests;
import org.pagurus.simulator.service.ServiceLoad;

/** A guest of a scenario. */
public sealed interface GuestPlan {
    String name();

    long memoryBytes();

    /** The pages at the end of its memory that its service has. */
    long serviceBytes();

    /** What clients ask of its service; no requests where it has no clients. */
    ServiceLoad load();

    /**
     * As a host knows it, live or simulated.
     *
     * @param seed of its pages and its writes
     */
    GuestDescription describe(NicAddress nic, long seed);

    /**
     * One that writes by a workload.
     *
     * @param contents what its pages look like
     * @param dirtyRateBytesPerSecond how much of its memory it writes, in whole pages
     * @param workingSetBytes the pages that it writes
     */
    record Synthetic(
            String name,
            long memoryBytes,
            long serviceBytes,
            ServiceLoad load,
            WorkloadSpec workload,
            ContentMix contents,
            long dirtyRateBytesPerSecond,
            long workingSetBytes)
            implements GuestPlan {
        @Override
        public GuestDescription describe(NicAddress nic, long seed) {
            return SyntheticGuests.describe(name, memoryBytes, nic, config(seed));
        }

        /** What it does. */
        public SyntheticConfig config(long seed) {
            return new SyntheticConfig(
                    workload,
                    contents,
                    dirtyRateBytesPerSecond,
                    workingSetBytes,
                    serviceBytes,
                    1,
                    seed);
        }
    }

    /**
     * One that replays a trace.
     *
     * @param directory where the trace lies; its name is the trace's
     * @param offsetNs where in the trace it begins
     * @param speed how many times as fast as it was recorded
     * @param loop whether it begins again after the end; if not, nothing is written then
     */
    record Traced(
            String name,
            long memoryBytes,
            long serviceBytes,
            ServiceLoad load,
            Path directory,
            TraceDirectory trace,
            long offsetNs,
            double speed,
            boolean loop)
            implements GuestPlan {
        @Override
        public GuestDescription describe(NicAddress nic, long seed) {
            return TracedGuests.describe(name, nic, trace, TracedConfig.of(trace, serviceBytes));
        }
    }
}
