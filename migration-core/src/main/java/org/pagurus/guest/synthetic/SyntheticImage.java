package org.pagurus.guest.synthetic;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import org.pagurus.guest.GuestCheck;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.software.BootImage;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

/**
 * The first content of a synthetic guest: every page outside the service's region by its class.
 * With the invariant workload, the first word of each page of the working set is 0.
 */
final class SyntheticImage implements BootImage {
    private final SyntheticConfig config;

    SyntheticImage(SyntheticConfig config) {
        this.config = config;
    }

    @Override
    public void fill(GuestMemory memory) {
        PageContents contents = new PageContents(config.contents(), config.seed());
        long endPage = memory.pageCount() - Page.count(config.serviceBytes());
        for (long page = 0; page < endPage; page++) {
            contents.fill(memory.segment(), page);
        }
        if (config.workload() instanceof WorkloadSpec.Invariant) {
            for (long i = 0; i < config.workingSetPages(); i++) {
                long offset = Page.offsetBytes(SyntheticConfig.FIRST_PAGE + i);
                memory.segment().set(JAVA_LONG_UNALIGNED, offset, 0);
            }
        }
    }

    @Override
    public GuestCheck check(GuestMemory memory) throws GuestException {
        if (!(config.workload() instanceof WorkloadSpec.Invariant)) {
            throw new GuestException(
                    "workload: expected invariant, of which something holds at any time, but found "
                            + Workloads.format(config.workload()));
        }
        InvariantChecker.Result result =
                InvariantChecker.check(
                        memory, SyntheticConfig.FIRST_PAGE, config.workingSetPages());
        return new GuestCheck(result.intact(), result.toString());
    }
}
