package org.pagurus.simulator.checker;

import org.jspecify.annotations.Nullable;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.simulator.driver.Happening;

/**
 * In the end one host owns the guest, by the journals, and runs it; or the guest is down there
 * because the process that had it has died.
 */
final class OneOwner extends Checker {
    private final Scene scene;
    private final boolean keepsWhatSurvives;
    private boolean crashed;

    /** Whether the source has heard that the guest runs at the destination: it drops its copy. */
    private boolean letGo;

    /** Whether the destination has crashed while the source had a copy that it may yet drop. */
    private boolean besideFrozen;

    /**
     * Whether the source has crashed while its guest ran there again: the destination may have a
     * copy, which it drops if it was told to before.
     */
    private boolean besideCopy;

    private boolean cancelled;

    /** Whether some process has held the guest complete at any time. */
    private boolean survived = true;

    /**
     * @param keepsWhatSurvives whether the destination takes any guest over that it has complete:
     *     its journal does not fail, and guests can be resumed there
     */
    OneOwner(Scene scene, boolean keepsWhatSurvives) {
        super("one owner");
        this.scene = scene;
        this.keepsWhatSurvives = keepsWhatSurvives;
    }

    @Override
    public void happened(Happening what) {
        if (what instanceof Happening.Heard h) {
            letGo |= h.message() == BodyCase.RUNNING;
            cancelled |= h.message() == BodyCase.CANCEL;
        } else if (what instanceof Happening.Crashing c) {
            crashed = true;
            SoftwareGuest here = scene.here();
            if (c.host() == scene.source()) {
                survived &= scene.migration().isComplete();
                besideCopy |= here != null && here.isRunning();
            } else {
                survived &= here != null;
                besideFrozen |= here != null && !here.isRunning();
            }
        }
    }

    @Override
    void atEnd() {
        Step last = scene.lastStep();
        boolean here = scene.sourceOwns();
        boolean there = scene.destinationOwns();
        String owners = last + ", owned by the source: " + here + ", by the destination: " + there;
        expect(!last.mustAsk(), "never settled: " + owners);
        expect(here != there, owners);
        expect(here || scene.here() == null, "a copy is left at the source: " + owners);
        @Nullable SoftwareGuest guest = here ? scene.here() : scene.there();
        if (guest == null) {
            expect(crashed, "the guest is lost and no host has crashed: " + owners);
            expect(
                    !(survived
                            && !(besideFrozen && letGo)
                            && !(besideCopy && cancelled)
                            && keepsWhatSurvives),
                    "a process had the guest's memory, and it was dropped: " + owners);
            // A copy that is complete may wait at the destination for a source that asks no more.
            expect(!(here && scene.runsThere()), "it runs without its owner: " + owners);
            return;
        }
        expect(guest.isRunning(), "the owner's guest does not run: " + owners);
        expect(here ? !scene.runsThere() : !scene.runsHere(), "it runs without its owner");
    }
}
