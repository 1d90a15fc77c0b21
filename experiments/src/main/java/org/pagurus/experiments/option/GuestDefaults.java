package org.pagurus.experiments.option;

import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.WorkloadSpec;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.memory.Page;

/**
 * What a synthetic guest is when a person says nothing, on the command line or in a scenario, and
 * how its memory is dealt out.
 */
public final class GuestDefaults {
    public static final ByteSize MEMORY = ByteSize.parse("1GiB");
    public static final ByteRate DIRTY_RATE = ByteRate.parse("50MiB");
    public static final WorkloadSpec WORKLOAD = Workloads.parse("hotcold");
    public static final ContentMix CONTENTS = ContentMix.TYPICAL;

    /** Room for 8192 keys, far more than the client's. */
    public static final long SERVICE_BYTES = 1 << 20;

    /** Page 0, the service and a page to write. */
    public static final long MIN_MEMORY_BYTES = SERVICE_BYTES + 2 * Page.SIZE_BYTES;

    private static final ByteSize WORKING_SET = ByteSize.parse("64MiB");

    private GuestDefaults() {}

    /** The part of its memory that it writes. */
    public static long workingSetBytes(long memoryBytes) {
        long half = memoryBytes / 2 & -Page.SIZE_BYTES;
        return Math.min(Math.min(WORKING_SET.bytes(), half), roomBytes(memoryBytes));
    }

    /** The most that a working set can have: memory without page 0 and the service. */
    public static long roomBytes(long memoryBytes) {
        return memoryBytes - SERVICE_BYTES - Page.SIZE_BYTES;
    }
}
