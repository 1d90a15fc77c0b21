package org.pagurus.experiments.plan.trial;

import java.nio.file.Path;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.WorkloadSpec;
import org.pagurus.guest.synthetic.WorkloadSpec.Phase;
import org.pagurus.guest.synthetic.WorkloadSpec.Phased;
import org.pagurus.guest.traced.TraceDirectory;
import org.pagurus.guest.traced.TracedConfig;
import org.pagurus.memory.Page;

/**
 * A guest to be simulated, made smaller where it is large: then each page stands for so many.
 *
 * @param guest as it is
 * @param traces the directory of its trace's directory; any other where it has none
 * @param pages that each simulated page stands for: a power of two, 1 for a trace
 * @param cycleNs after which what it does begins anew; 0 where it always does the same
 */
public record ScaledGuest(GuestDescription guest, Path traces, int pages, long cycleNs) {
    /**
     * A guest whose simulated memory is at most so large.
     *
     * @throws GuestException when its configuration is none
     */
    public static ScaledGuest of(GuestDescription guest, Path traces, long mostBytes)
            throws GuestException {
        if (!guest.kind().equals(SyntheticGuests.KIND)) {
            return new ScaledGuest(guest, traces, 1, cycleNs(guest, traces));
        }
        SyntheticConfig config = SyntheticConfig.fromBytes(guest.configuration());
        int pages = 1;
        while (guest.memoryBytes() / pages > mostBytes && fits(guest, config, 2 * pages)) {
            pages *= 2;
        }
        return new ScaledGuest(guest, traces, pages, cycleNs(config.workload()));
    }

    /** What is simulated, with contents and writes of this seed. */
    GuestDescription simulated(long seed) throws GuestException {
        if (!guest.kind().equals(SyntheticGuests.KIND)) {
            return guest;
        }
        SyntheticConfig config = SyntheticConfig.fromBytes(guest.configuration());
        return SyntheticGuests.describe(
                guest.name(),
                memoryBytes(guest, pages),
                guest.nic(),
                new SyntheticConfig(
                        config.workload(),
                        config.contents(),
                        config.dirtyRateBytesPerSecond() / pages,
                        workingSetBytes(config, pages),
                        config.serviceBytes(),
                        config.vcpus(),
                        seed));
    }

    /** The bytes that a simulated migration takes of this machine for the guest on both hosts. */
    public long simulatedBytes() {
        return 2 * memoryBytes(guest, pages);
    }

    private static boolean fits(GuestDescription guest, SyntheticConfig config, int pages) {
        long room = memoryBytes(guest, pages) - config.serviceBytes() - Page.SIZE_BYTES;
        return workingSetBytes(config, pages) <= room
                && config.workingSetBytes() / pages >= (long) config.vcpus() * Page.SIZE_BYTES;
    }

    private static long memoryBytes(GuestDescription guest, int pages) {
        return guest.memoryBytes() / pages & -Page.SIZE_BYTES;
    }

    private static long workingSetBytes(SyntheticConfig config, int pages) {
        return Math.max(
                (long) config.vcpus() * Page.SIZE_BYTES,
                config.workingSetBytes() / pages & -Page.SIZE_BYTES);
    }

    private static long cycleNs(WorkloadSpec workload) {
        return workload instanceof Phased phased
                ? phased.phases().stream().mapToLong(Phase::durationNs).sum()
                : 0;
    }

    private static long cycleNs(GuestDescription guest, Path traces) throws GuestException {
        TracedConfig config = TracedConfig.fromBytes(guest.configuration());
        TraceDirectory trace = TraceDirectory.open(traces.resolve(config.trace()));
        long sumNs = 0;
        for (int index = 0; index < trace.intervalCount(); index++) {
            sumNs += trace.durationNs(index);
        }
        return sumNs;
    }
}
