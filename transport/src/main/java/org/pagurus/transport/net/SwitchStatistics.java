package org.pagurus.transport.net;

import java.util.List;
import java.util.Map;

/**
 * What a virtual switch did since it started. The numbers are read one after the other while the
 * switch works, so they need not add up to the frame.
 *
 * @param macs MACs in the table now
 * @param forwardedFrames frames passed to the one port of their destination
 * @param floodedFrames frames passed to all other ports, each counted once
 * @param macMoves how often a MAC was seen behind another port than before
 * @param drops every {@link SwitchDrop} with its count
 * @param ports the ports open now, in the order of their numbers
 */
public record SwitchStatistics(
        int macs,
        long forwardedFrames,
        long floodedFrames,
        long macMoves,
        Map<SwitchDrop, Long> drops,
        List<PortStatistics> ports) {

    /**
     * One open port.
     *
     * @param number 1 for the first connection; never used again
     * @param peer the other end's socket address
     * @param receivedFrames frames that came in here
     * @param sentFrames frames handed to the socket
     * @param outputFullDrops frames not sent because too much was waiting
     */
    public record PortStatistics(
            int number, String peer, long receivedFrames, long sentFrames, long outputFullDrops) {}

    /** How often this happened. */
    public long drops(SwitchDrop reason) {
        return drops.getOrDefault(reason, 0L);
    }
}
