package org.pagurus.engine.source;

import org.pagurus.journal.JournalRecord.Step;

/**
 * What becomes of a guest here when its migration has ended, or whoever drove it has died. A pure
 * function: the journal says it, not the driver.
 */
public enum Aftermath {
    /** The guest runs at the destination. */
    LEFT,
    /** It runs on here, and the destination has forgotten it: write KEPT. */
    KEPT,
    /** It runs on here; where the migration is still open, the destination is asked. */
    STAYS,
    /** It was released and stays paused until the destination has been asked. */
    IN_DOUBT;

    /**
     * @param last the migration's last step here
     * @param guestLeft whether the destination has said that the guest runs there
     * @param mayBePrepared whether the destination may still hold the guest complete
     */
    public static Aftermath of(Step last, boolean guestLeft, boolean mayBePrepared) {
        return switch (last) {
            case DONE -> LEFT;
            case RELEASED -> guestLeft ? LEFT : IN_DOUBT; // DONE could not be written: it is asked
            case LEAVING -> mayBePrepared ? STAYS : KEPT;
            default -> STAYS;
        };
    }
}
