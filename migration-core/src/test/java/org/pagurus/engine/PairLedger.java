package org.pagurus.engine;

/**
 * What both hosts together must have kept, watched from outside: that one guest runs at most, how
 * much was written to it, and whether some process has it.
 */
final class PairLedger {
    private final MigrationPair pair;

    /** The most writes that a guest had done which some process still holds. */
    private long acknowledgedWrites;

    /** Whether some process has held the guest complete at any time. */
    private boolean survived = true;

    PairLedger(MigrationPair pair) {
        this.pair = pair;
    }

    void checkOneGuest() {
        if (pair.source.guest.isRunning() && pair.destination.isGuestRunning()) {
            throw new AssertionError("two guests run at " + pair.time.nowNs());
        }
    }

    /** The guests have written. */
    void count() {
        acknowledgedWrites = Math.max(acknowledgedWrites, writesHeld());
    }

    void crashSource(long restartNs) {
        survived &= pair.destination.holdsGuest();
        pair.source.crash(restartNs);
        acknowledgedWrites = writesHeld();
    }

    void crashDestination() {
        survived &= !pair.source.guest.isClosed();
        pair.destination.crash();
        acknowledgedWrites = writesHeld();
        pair.cut();
    }

    long acknowledgedWrites() {
        return acknowledgedWrites;
    }

    boolean guestSurvived() {
        return survived;
    }

    private long writesHeld() {
        SteppedGuest here = pair.source.guest;
        SteppedGuest there = pair.destination.guest;
        return Math.max(here.isClosed() ? 0 : here.writes(), there == null ? 0 : there.writes());
    }
}
