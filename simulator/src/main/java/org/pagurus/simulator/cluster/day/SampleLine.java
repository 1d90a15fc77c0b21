package org.pagurus.simulator.cluster.day;

/**
 * What was so at the end of a sample's interval.
 *
 * @param sample from 0
 * @param hostsOn switched on
 * @param demandMips of all guests
 * @param overloadedHosts that asked for more than they have at the interval's start
 * @param joules in the interval
 * @param planned migrations that the strategy asked for
 * @param completed migrations that ended in it
 * @param running migrations at its end
 * @param waiting migrations at its end
 */
public record SampleLine(
        int sample,
        int hostsOn,
        long demandMips,
        int overloadedHosts,
        double joules,
        int planned,
        int completed,
        int running,
        int waiting) {}
