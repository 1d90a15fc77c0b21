package org.pagurus.simulator.fluid;

import org.pagurus.report.DowntimeParts;
import org.pagurus.simulator.cost.MigrationCosts;

/**
 * The instants of a switchover, from which the downtime and its parts are told, as {@code
 * engine.source.Switchover} tells them.
 */
final class FluidSwitchover {
    private final MigrationCosts costs;

    /** Reading all memory again, on either side; 0 without full verification. */
    private final long verifyNs;

    private long pauseNs;
    private long pausedNs;
    private long harvestedNs;
    private long preparedNs;
    private long journaledNs;
    private long resumedNs;
    private long completedNs;

    FluidSwitchover(MigrationCosts costs, long verifyNs) {
        this.costs = costs;
        this.verifyNs = verifyNs;
    }

    void pause(long nowNs) {
        pauseNs = nowNs;
    }

    void paused(long nowNs) {
        pausedNs = nowNs;
    }

    void harvested(long nowNs) {
        harvestedNs = nowNs;
    }

    /**
     * All pages have gone. The rest follows: the source's last word, the destination's that it is
     * prepared, the release, and the word that the guest runs.
     *
     * @param latencyNs one way
     */
    void pagesSent(long nowNs, long latencyNs) {
        long messageNs = latencyNs + costs.messageNs();
        long savedNs = harvestedNs + costs.saveNs();
        long loadedNs = savedNs + messageNs + costs.loadNs();
        long allThereNs = Math.max(nowNs, savedNs + verifyNs) + messageNs;
        long checkedNs = Math.max(allThereNs, loadedNs) + remoteDigestNs();
        preparedNs = checkedNs + messageNs;
        journaledNs = preparedNs + costs.journalNs();
        resumedNs = journaledNs + messageNs + costs.journalNs() + costs.resumeNs();
        completedNs = resumedNs + messageNs;
    }

    long pauseNs() {
        return pauseNs;
    }

    /** From here on the guest is never resumed at the source. */
    long preparedNs() {
        return preparedNs;
    }

    long completedNs() {
        return completedNs;
    }

    /** The last round: from the last harvest to the word that the destination has all. */
    long lastRoundNs() {
        return preparedNs - harvestedNs;
    }

    long downtimeNs() {
        return resumedNs - pauseNs;
    }

    DowntimeParts parts() {
        long pause = pausedNs - pauseNs;
        long harvest = harvestedNs - pausedNs;
        long devices = costs.saveNs() + costs.loadNs();
        long digest = remoteDigestNs();
        long pages = Math.max(0, preparedNs - harvestedNs - devices - verifyNs - digest);
        long journal = 2 * costs.journalNs();
        long resume = costs.resumeNs();
        long sum = pause + harvest + pages + devices + digest + verifyNs + journal + resume;
        return new DowntimeParts(
                pause,
                harvest,
                pages,
                devices,
                verifyNs > 0 ? 0 : digest,
                verifyNs > 0 ? verifyNs + digest : 0,
                journal,
                resume,
                downtimeNs() - sum);
    }

    private long remoteDigestNs() {
        return verifyNs > 0 ? verifyNs : costs.digestNs();
    }
}
