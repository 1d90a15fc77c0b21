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

    void pause(long nowNs) {
        pauseNs = nowNs;
    }

    void paused(long nowNs) {
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
        deviceLoadNs = message.getDeviceLoadNs();
        remoteDigestNs = message.getDigestNs();
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

    long downtimeNs(long resumedNs) {
        return Math.max(0, resumedNs - pauseNs);
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
        long remoteDigest = Math.min(remoteDigestNs, preparedNs - digestedNs);
        long load = Math.min(deviceLoadNs, preparedNs - digestedNs - remoteDigest);
        long pages = Math.max(0, preparedNs - harvestedNs - save - verify - load - remoteDigest);
        long journal = (journaledNs - preparedNs) + running.getJournalNs();
        long resume = running.getResumeNs();
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
