package org.pagurus.experiments.scenario;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.WorkloadSpec;
import org.pagurus.guest.traced.TraceDirectory;

/** A guest of a scenario. */
public sealed interface GuestPlan {
    String name();

    long memoryBytes();

    /** The pages at the end of its memory that its service has. */
    long serviceBytes();

    /** What clients ask of its service; 0 for no clients. */
    int requestsPerSecond();

    /**
     * One that writes by a workload.
     *
     * @param contents what its pages look like
     * @param image the file whose pages its own look like instead; null for none
     * @param dirtyRateBytesPerSecond how much of its memory it writes, in whole pages
     * @param workingSetBytes the pages that it writes
     */
    record Synthetic(
            String name,
            long memoryBytes,
            long serviceBytes,
            int requestsPerSecond,
            WorkloadSpec workload,
            ContentMix contents,
            @Nullable Path image,
            long dirtyRateBytesPerSecond,
            long workingSetBytes)
            implements GuestPlan {}

    /**
     * One that replays a trace.
     *
     * @param offsetNs where in the trace it begins
     * @param speed how many times as fast as it was recorded
     * @param loop whether it begins again after the end; if not, nothing is written then
     */
    record Traced(
            String name,
            long memoryBytes,
            long serviceBytes,
            int requestsPerSecond,
            TraceDirectory trace,
            long offsetNs,
            double speed,
            boolean loop)
            implements GuestPlan {}
}
