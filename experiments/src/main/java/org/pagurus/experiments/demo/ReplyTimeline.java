package org.pagurus.experiments.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * When replies came and from which generation of the guest: network downtime, gaps, and signs of
 * two guests. Reads no clock. Used under its owner's lock.
 */
final class ReplyTimeline {
    static final int MAX_CHANGES = 1_000;

    private final List<GenerationChange> changes = new ArrayList<>();
    private boolean started;
    private int generation;
    private long lastReplyNs;

    /** Requests up to this id may have reached the older generation before the newer one ran. */
    private long lastRequestBeforeChange;

    private long longestGapNs;
    private long lateReplies;

    /** What a reply says about who answered. */
    enum Verdict {
        SAME_GENERATION,
        /** The guest moved. */
        NEWER_GENERATION,
        /** From before the move, it may have waited in the network. */
        LATE,
        /** The older generation still answers after the newer one did. */
        TWO_GUESTS
    }

    /**
     * Takes in a reply.
     *
     * @param atNs when it arrived, never before the last one
     * @param replyGeneration the generation in it, unsigned
     * @param requestId the request it answers; ids grow with time
     * @param lastSentId the latest request sent so far
     */
    Verdict record(long atNs, int replyGeneration, long requestId, long lastSentId) {
        if (!started) {
            started = true;
            generation = replyGeneration;
            lastReplyNs = atNs;
            return Verdict.SAME_GENERATION;
        }
        int order = Integer.compareUnsigned(replyGeneration, generation);
        if (order < 0) {
            if (requestId > lastRequestBeforeChange) {
                return Verdict.TWO_GUESTS;
            }
            lateReplies++;
            return Verdict.LATE;
        }
        long gapNs = atNs - lastReplyNs;
        lastReplyNs = atNs;
        if (order == 0) {
            longestGapNs = Math.max(longestGapNs, gapNs);
            return Verdict.SAME_GENERATION;
        }
        if (changes.size() < MAX_CHANGES) {
            changes.add(new GenerationChange(generation, replyGeneration, gapNs));
        }
        generation = replyGeneration;
        lastRequestBeforeChange = lastSentId;
        return Verdict.NEWER_GENERATION;
    }

    /** The client was idle until now by its own choice: the time before is nobody's gap. */
    void resumeAt(long nowNs) {
        lastReplyNs = nowNs;
    }

    List<GenerationChange> changes() {
        return List.copyOf(changes);
    }

    long longestGapNs() {
        return longestGapNs;
    }

    long lateReplies() {
        return lateReplies;
    }
}
