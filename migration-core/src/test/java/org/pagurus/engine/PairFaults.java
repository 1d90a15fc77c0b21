package org.pagurus.engine;

import java.util.random.RandomGenerator;

/**
 * What may go wrong between and on the two hosts, beside cuts and cancels that a test asks for.
 *
 * @param maxStepNs how long a host may take for one step: reading a log, writing a journal
 * @param sourceJournalFails the share of the source's journal writes that fail
 * @param destinationJournalFails the share of the destination's journal writes that fail
 * @param repeatedLoss the share of broken connections that are reported twice, the second time late
 * @param cutOnReconnect the share of new connections that break at once
 * @param resumeFails the share of guests that the destination cannot resume
 * @param lingers the share of broken connections of which some frames and messages still come
 * @param duplicates the share of connections of which a second one comes later, from nobody
 * @param delays the share of frames and messages that are held up
 */
record PairFaults(
        long maxStepNs,
        double sourceJournalFails,
        double destinationJournalFails,
        double repeatedLoss,
        double cutOnReconnect,
        double resumeFails,
        double lingers,
        double duplicates,
        double delays) {
    static final PairFaults NONE = new PairFaults(300_000, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Whether the destination takes any guest over that it has complete. */
    boolean keepsWhatSurvives() {
        return destinationJournalFails == 0 && resumeFails == 0;
    }

    /** Some of them, some of the time. */
    static PairFaults random(RandomGenerator random) {
        return new PairFaults(
                random.nextInt(4) == 0 ? 30_000_000 : 300_000,
                random.nextInt(4) == 0 ? 0.3 : 0,
                random.nextInt(3) == 0 ? 0.5 : 0,
                random.nextInt(2) == 0 ? 0.5 : 0,
                random.nextInt(3) == 0 ? 0.4 : 0,
                random.nextInt(8) == 0 ? 0.5 : 0,
                random.nextInt(2) == 0 ? 0.7 : 0,
                random.nextInt(3) == 0 ? 0.5 : 0,
                random.nextInt(4) == 0 ? 0.02 : 0);
    }
}
