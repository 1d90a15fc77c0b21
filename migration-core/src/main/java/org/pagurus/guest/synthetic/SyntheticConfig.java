package org.pagurus.guest.synthetic;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.software.wire.SyntheticConfiguration;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

/**
 * What a synthetic guest does.
 *
 * @param workload which pages it writes
 * @param contents what its pages look like
 * @param dirtyRateBytesPerSecond how much of its memory it writes, in whole pages, by all vCPUs
 *     together; 0 to 16 GiB/s
 * @param workingSetBytes the pages that it writes, from page 1 on: a multiple of 4096, at least one
 *     page for each vCPU
 * @param serviceBytes the pages at the end of memory that the key-value service keeps its table in:
 *     a multiple of 4096, or 0 for no service
 * @param vcpus threads that write, 1 to 16; 1 with the invariant workload
 * @param seed of its contents and its page sequences
 */
public record SyntheticConfig(
        WorkloadSpec workload,
        ContentMix contents,
        long dirtyRateBytesPerSecond,
        long workingSetBytes,
        long serviceBytes,
        int vcpus,
        long seed) {
    public static final int MAX_VCPUS = 16;

    /** The workload writes from here on. */
    public static final long FIRST_PAGE = 1;

    public SyntheticConfig {
        require(
                dirtyRateBytesPerSecond >= 0
                        && dirtyRateBytesPerSecond <= RateBudget.MAX_RATE_BYTES_PER_SECOND,
                "dirtyRateBytesPerSecond must be 0 to "
                        + RateBudget.MAX_RATE_BYTES_PER_SECOND
                        + " but is "
                        + dirtyRateBytesPerSecond);
        require(
                vcpus >= 1 && vcpus <= MAX_VCPUS,
                "vcpus must be 1 to " + MAX_VCPUS + " but is " + vcpus);
        require(
                vcpus == 1 || !(workload instanceof WorkloadSpec.Invariant),
                "vcpus must be 1 with the invariant workload but is " + vcpus);
        long minBytes = (long) vcpus * Page.SIZE_BYTES;
        require(
                workingSetBytes >= minBytes
                        && workingSetBytes <= GuestMemory.MAX_BYTES
                        && isWholePages(workingSetBytes),
                "workingSetBytes must be a multiple of 4096 from "
                        + minBytes
                        + " to "
                        + GuestMemory.MAX_BYTES
                        + " but is "
                        + workingSetBytes);
        require(
                serviceBytes >= 0
                        && serviceBytes <= GuestMemory.MAX_BYTES
                        && isWholePages(serviceBytes),
                "serviceBytes must be a multiple of 4096 from 0 to "
                        + GuestMemory.MAX_BYTES
                        + " but is "
                        + serviceBytes);
    }

    long workingSetPages() {
        return Page.count(workingSetBytes);
    }

    /** The {@code configuration} of a guest's description. */
    public ByteString toBytes() {
        return SyntheticConfiguration.newBuilder()
                .setWorkload(Workloads.format(workload))
                .setContents(contents.format())
                .setDirtyRateBytesPerSecond(dirtyRateBytesPerSecond)
                .setWorkingSetBytes(workingSetBytes)
                .setServiceBytes(serviceBytes)
                .setVcpus(vcpus)
                .setSeed(seed)
                .build()
                .toByteString();
    }

    /** Reads a {@code configuration}, which came from another host and is not to be trusted. */
    public static SyntheticConfig fromBytes(ByteString bytes) throws GuestException {
        try {
            SyntheticConfiguration wire = SyntheticConfiguration.parseFrom(bytes);
            return new SyntheticConfig(
                    Workloads.parse(wire.getWorkload()),
                    ContentMix.parse(wire.getContents()),
                    wire.getDirtyRateBytesPerSecond(),
                    wire.getWorkingSetBytes(),
                    wire.getServiceBytes(),
                    wire.getVcpus(),
                    wire.getSeed());
        } catch (InvalidProtocolBufferException e) {
            throw new GuestException(
                    "configuration must be a SyntheticConfiguration but is "
                            + bytes.size()
                            + " other bytes",
                    e);
        } catch (IllegalArgumentException e) {
            throw new GuestException("configuration: " + e.getMessage(), e);
        }
    }

    /** Refuses memory that has no room for page 0, the working set and the service. */
    void checkFits(long memoryBytes) throws GuestException {
        long room = memoryBytes - Page.SIZE_BYTES - serviceBytes;
        if (workingSetBytes > room) {
            throw new GuestException(
                    "configuration: workingSetBytes must be at most "
                            + Math.max(0, room)
                            + ", which is memory without page 0 and the service, but is "
                            + workingSetBytes);
        }
    }

    private static boolean isWholePages(long bytes) {
        return (bytes & (Page.SIZE_BYTES - 1)) == 0;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
