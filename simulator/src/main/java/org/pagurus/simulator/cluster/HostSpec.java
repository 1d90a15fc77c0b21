package org.pagurus.simulator.cluster;

/**
 * What a kind of host has.
 *
 * @param cpuMips capacity of all cores together, in million instructions per second
 * @param memoryBytes for guests
 * @param nicBytesPerSecond each way
 * @param power what it draws when it is on; a host that is off draws nothing
 */
public record HostSpec(int cpuMips, long memoryBytes, long nicBytesPerSecond, PowerCurve power) {
    static final int MAX_MIPS = 100_000_000;
    static final long MAX_BYTES = 1L << 50;

    private static final long GIGABIT = 125_000_000;

    public HostSpec {
        Limits.check("host.cpuMips", cpuMips, 1, MAX_MIPS);
        Limits.check("host.memoryBytes", memoryBytes, 1, MAX_BYTES);
        Limits.check("host.nicBytesPerSecond", nicBytesPerSecond, 1, MAX_BYTES);
    }

    /** HP ProLiant ML110 G4: 2 x 1860 MIPS, 4 GiB, 1 Gbit/s. */
    public static HostSpec hpMl110G4() {
        return new HostSpec(2 * 1860, 4L << 30, GIGABIT, PowerCurve.HP_ML110_G4);
    }

    /** HP ProLiant ML110 G5: 2 x 2660 MIPS, 4 GiB, 1 Gbit/s. */
    public static HostSpec hpMl110G5() {
        return new HostSpec(2 * 2660, 4L << 30, GIGABIT, PowerCurve.HP_ML110_G5);
    }

    /** The same with other memory. */
    public HostSpec withMemoryBytes(long bytes) {
        return new HostSpec(cpuMips, bytes, nicBytesPerSecond, power);
    }
}
