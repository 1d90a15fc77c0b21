package org.pagurus.engine.source;

import org.pagurus.protocol.wire.Prepared;
import org.pagurus.protocol.wire.Running;
import org.pagurus.report.DowntimeParts;

/**
 * The instants of a switchover on the source's clock, from which the downtime and its parts are
 * told.
 */
final class Switchover {
    private long pauseNs;
    private long pausedNs;
    private long harvestedNs;
    private long savedNs;
    private long verifiedNs;
    private long digestedNs;
    private long preparedNs;
    private long journaledNs;
    private long deviceLoadNs;
    private long remoteDigestNs;

    void paused(long beganNs, long nowNs) {
        pauseNs = beganNs;
        pausedNs = nowNs;
    }

    void harvested(long nowNs) {
        harvestedNs = nowNs;
    }

    void saved(long nowNs) {
        savedNs = nowNs;
    }

    void verified(long nowNs) {
        verifiedNs = nowNs;
    }

    void allSent(long nowNs) {
        digestedNs = nowNs;
    }

    void prepared(long nowNs, Prepared message) {
        preparedNs = nowNs;
        // What the destination claims cannot have taken longer than the wait for its word.
        remoteDigestNs = Math.clamp(message.getDigestNs(), 0, preparedNs - digestedNs);
        deviceLoadNs =
                Math.clamp(message.getDeviceLoadNs(), 0, preparedNs - digestedNs - remoteDigestNs);
    }

    void journaled(long nowNs) {
        journaledNs = nowNs;
    }

    long pausedNs() {
        return pausedNs;
    }

    /** The last round: from the last harvest to the word that the destination has all. */
    long lastRoundNs() {
        return preparedNs - harvestedNs;
    }

    /**
     * When the guest was resumed, as far as the clocks' difference and the destination's word let
     * it be: after the release was written, before this side heard of it.
     */
    long plausible(long resumedNs, long heardNs) {
        return Math.clamp(resumedNs, journaledNs, heardNs);
    }

    long downtimeNs(long resumedNs) {
        return resumedNs - pauseNs;
    }

    /**
     * The parts. What the two hosts do at the same time is counted once: the source saves and
     * verifies while pages travel.
     *
     * @param resumedNs when the guest ran at the destination, on this clock
     */
    DowntimeParts parts(long resumedNs, Running running) {
        long pause = pausedNs - pauseNs;
        long harvest = harvestedNs - pausedNs;
        boolean verifiesAll = verifiedNs != 0;
        boolean savedLast = savedNs > verifiedNs;
        long save = savedNs - (verifiesAll && savedLast ? verifiedNs : harvestedNs);
        long verify = verifiesAll ? verifiedNs - (savedLast ? harvestedNs : savedNs) : 0;
        long remoteDigest = remoteDigestNs;
        long load = deviceLoadNs;
        long pages = Math.max(0, preparedNs - harvestedNs - save - verify - load - remoteDigest);
        long remoteNs = resumedNs - journaledNs;
        long remoteJournal = Math.clamp(running.getJournalNs(), 0, remoteNs);
        long journal = (journaledNs - preparedNs) + remoteJournal;
        long resume = Math.clamp(running.getResumeNs(), 0, remoteNs - remoteJournal);
        long sum = pause + harvest + save + verify + load + remoteDigest + pages + journal + resume;
        return new DowntimeParts(
                pause,
                harvest,
                pages,
                save + load,
                verifiesAll ? 0 : remoteDigest,
                verifiesAll ? verify + remoteDigest : 0,
                journal,
                resume,
                downtimeNs(resumedNs) - sum);
    }
}
