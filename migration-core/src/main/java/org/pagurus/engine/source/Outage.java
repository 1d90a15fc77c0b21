package org.pagurus.engine.source;

/**
 * A connection that was lost in pre-copy.
 *
 * @param round that was under way
 * @param roundStartedNs when it began
 * @param progress how far it had come
 * @param sinceNs since when the connection is away
 * @param untilNs when it is given up
 * @param reason why it was lost
 */
record Outage(
        int round,
        long roundStartedNs,
        Progress progress,
        long sinceNs,
        long untilNs,
        String reason) {
    /** How far a round has come. */
    enum Progress {
        /** Part of its pages may not have arrived. */
        SENDING,
        /** The destination has all of it. */
        RECEIVED,
        /** And the dirty log is being read. */
        HARVESTING,
        /** And the dirty log has been read. */
        HARVESTED
    }

    Outage at(Progress reached) {
        return new Outage(round, roundStartedNs, reached, sinceNs, untilNs, reason);
    }

    boolean isReceived() {
        return progress != Progress.SENDING;
    }
}
