package org.pagurus.simulator.checker;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.pagurus.engine.source.SourceAction.RoundCompleted;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.simulator.driver.Happening;
import org.pagurus.simulator.driver.VirtualHost;
import org.pagurus.simulator.driver.Watcher;

/** All checkers of one migration. */
public final class Checkers implements Watcher {
    private final List<Checker> all = new ArrayList<>();
    private final AcknowledgedWrites writes;
    private final OneAddress address;

    /**
     * What they have to know of what goes wrong.
     *
     * @param keepsWhatSurvives whether the destination takes any guest over that it has complete
     * @param damagesFrames whether frames are damaged on the way
     * @param healedNs when all that goes wrong was over; asked at the end
     */
    public record Circumstances(
            boolean keepsWhatSurvives, boolean damagesFrames, LongSupplier healedNs) {}

    /**
     * @param room for a copy of the guest's memory
     */
    public Checkers(Scene scene, Circumstances circumstances, MemorySegment room) {
        writes = new AcknowledgedWrites(scene);
        address = new OneAddress(scene);
        all.add(new OneRunningGuest(scene));
        all.add(new PlainReasons(circumstances.damagesFrames));
        all.add(new SameMemory(scene, room));
        all.add(new OneOwner(scene, circumstances.keepsWhatSurvives));
        all.add(writes);
        all.add(address);
        all.add(new BoundedTime(scene, circumstances.healedNs));
    }

    public AcknowledgedWrites writes() {
        return writes;
    }

    public OneAddress address() {
        return address;
    }

    /** Nothing is going to happen any more. */
    public void atEnd() {
        all.forEach(Checker::atEnd);
    }

    @Override
    public void roundCompleted(RoundCompleted round) {
        for (Checker checker : all) {
            checker.roundCompleted(round);
        }
    }

    @Override
    public void guestRuns(VirtualHost host, SoftwareGuest guest) {
        for (Checker checker : all) {
            checker.guestRuns(host, guest);
        }
    }

    @Override
    public void guestStops(VirtualHost host, SoftwareGuest guest) {
        for (Checker checker : all) {
            checker.guestStops(host, guest);
        }
    }

    @Override
    public void announced(VirtualHost host, SoftwareGuest guest) {
        for (Checker checker : all) {
            checker.announced(host, guest);
        }
    }

    @Override
    public void happened(Happening what) {
        for (Checker checker : all) {
            checker.happened(what);
        }
    }
}
