package org.pagurus.experiments.client;

/**
 * What a plain {@code ping} saw of a guest, and who spoke for the guest's MAC meanwhile.
 *
 * @param sent echo requests, from the first that was answered to the last
 * @param answered of these, those answered
 * @param duplicates answers to requests that were answered already
 * @param longestGapNs the longest time between two answers, or from the last one until now. It
 *     includes ping's own pause between two requests.
 * @param wrongHostFrames frames of the old host's after the first of the new one's
 * @param missedFrames frames that were not looked at; with any, the number before says little
 */
public record PingFigures(
        long sent,
        long answered,
        long duplicates,
        long longestGapNs,
        long wrongHostFrames,
        long missedFrames) {}
