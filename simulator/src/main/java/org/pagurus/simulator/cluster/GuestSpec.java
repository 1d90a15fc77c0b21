package org.pagurus.simulator.cluster;

/**
 * What a kind of guest asks for.
 *
 * @param cpuMips the most that it may use; its demand is a percentage of it
 * @param memoryBytes what it takes of a host's memory
 * @param dirtyBytesPerSecond how much of its memory it dirties; 0 for an idle one
 */
public record GuestSpec(int cpuMips, long memoryBytes, long dirtyBytesPerSecond) {
    public GuestSpec {
        Limits.check("guest.cpuMips", cpuMips, 1, HostSpec.MAX_MIPS);
        Limits.check("guest.memoryBytes", memoryBytes, 1, HostSpec.MAX_BYTES);
        Limits.check("guest.dirtyBytesPerSecond", dirtyBytesPerSecond, 0, HostSpec.MAX_BYTES);
    }
}
