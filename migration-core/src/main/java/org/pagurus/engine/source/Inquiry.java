package org.pagurus.engine.source;

import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.Ownership;

/**
 * What a host makes of the destination's answer to a QUERY, when all it has left of a migration is
 * its journal. A pure function; docs/handover.md has it as a table.
 */
public final class Inquiry {
    /** What follows. */
    public enum Verdict {
        /** The destination is about to say more. */
        ASK_AGAIN,
        /**
         * The destination has the guest complete: write RELEASED, if that is not there, and
         * RELEASE.
         */
        RELEASE,
        /** The destination has a copy that is not needed: CANCEL. */
        CANCEL,
        /** The guest runs at the destination: stop the one here, if there is one; write DONE. */
        CONCLUDE,
        /** The destination has refused the guest: write RECLAIMED. */
        RECLAIM,
        /** The destination has forgotten the guest, which never left: write KEPT. */
        KEEP,
        /** This may not come: nothing is concluded. */
        UNEXPECTED
    }

    private Inquiry() {}

    /**
     * @param journaled the migration's last step here, one that is open
     * @param guestLives whether the guest is on this host, in a process that lives, or was stopped
     *     here for good: so that no copy of it is wanted
     */
    public static Verdict verdict(Step journaled, boolean guestLives, ControlMessage answer) {
        return switch (answer.getBodyCase()) {
            case STANDING -> standing(journaled, guestLives, answer.getStanding().getOwnership());
            case RUNNING -> running(journaled, guestLives);
            case CANCELLED -> forgotten(journaled);
            case FAILED -> journaled == Step.LEAVING ? Verdict.KEEP : Verdict.UNEXPECTED;
            default -> Verdict.UNEXPECTED;
        };
    }

    private static Verdict standing(Step journaled, boolean guestLives, Ownership ownership) {
        return switch (ownership) {
            case OWNERSHIP_PREPARED -> prepared(journaled, guestLives);
            case OWNERSHIP_OWNED -> Verdict.ASK_AGAIN;
            case OWNERSHIP_REFUSED -> journaled == Step.LEAVING ? Verdict.KEEP : Verdict.RECLAIM;
            default -> Verdict.UNEXPECTED;
        };
    }

    /** Where the guest's memory is lost here, the destination's copy of it is all there is. */
    private static Verdict prepared(Step journaled, boolean guestLives) {
        return journaled == Step.RELEASED || !guestLives ? Verdict.RELEASE : Verdict.CANCEL;
    }

    /** A guest that was never released runs here whatever the destination says. */
    private static Verdict running(Step journaled, boolean guestLives) {
        return journaled == Step.LEAVING && guestLives ? Verdict.UNEXPECTED : Verdict.CONCLUDE;
    }

    private static Verdict forgotten(Step journaled) {
        return switch (journaled) {
            case LEAVING -> Verdict.KEEP;
            case FORCED -> Verdict.RECLAIM;
            default -> Verdict.UNEXPECTED;
        };
    }
}
