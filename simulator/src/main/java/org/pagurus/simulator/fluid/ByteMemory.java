package org.pagurus.simulator.fluid;

import org.pagurus.memory.Page;

/** A memory of which only whole bytes are known: {@link DirtyBytes}. Pages are rounded up. */
final class ByteMemory implements FluidMemory {
    private final long memoryBytes;
    private final DirtyBytes guest;
    private final RoundTally tally = new RoundTally();
    private long pendingBytes;
    private boolean planned;

    ByteMemory(long memoryBytes, DirtyBytes guest) {
        this.memoryBytes = memoryBytes;
        this.guest = guest;
    }

    @Override
    public long pages() {
        return pages(memoryBytes);
    }

    @Override
    public void start(long nowNs, long runningNs) {
        guest.start(runningNs);
        pendingBytes = memoryBytes;
        begin();
    }

    @Override
    public void beginRound(boolean deferWorkingSet, long nowNs, long runningNs) {
        begin();
    }

    @Override
    public void beginLastRound(long nowNs, long runningNs) {
        long bytes = guest.harvest(runningNs);
        begin();
        pendingBytes += bytes;
    }

    private void begin() {
        tally.clear();
        planned = false;
    }

    @Override
    public boolean nextPart(
            long nowNs, double runningShare, double bytesPerSecond, FluidPart part) {
        if (planned) {
            return false;
        }
        planned = true;
        part.bytes = pendingBytes;
        part.hostsNs = 0;
        tally.bytes = pendingBytes;
        tally.pages = pages(pendingBytes);
        pendingBytes = 0;
        return true;
    }

    @Override
    public void harvest(long nowNs, long runningNs) {
        pendingBytes += guest.harvest(runningNs);
        tally.dirtiedPages = pages(pendingBytes);
        tally.pendingPages = tally.dirtiedPages;
    }

    @Override
    public RoundTally tally() {
        return tally;
    }

    private static long pages(long bytes) {
        return Math.ceilDiv(bytes, Page.SIZE_BYTES);
    }
}
