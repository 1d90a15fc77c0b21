package org.pagurus.simulator.checker;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.GuestCheck;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.simulator.driver.VirtualHost;

/**
 * A guest goes on with the memory with which it was paused, byte for byte, wherever it goes on; in
 * the end no page of it is lost, and none is stale.
 */
final class SameMemory extends Checker {
    private final Scene scene;
    private final MemorySegment copy;
    private boolean paused;

    /**
     * @param room for a copy of the memory; one of another size makes do with its own
     */
    SameMemory(Scene scene, MemorySegment room) {
        super("same memory");
        this.scene = scene;
        long bytes = scene.migration().guest().memory().sizeBytes();
        copy = room.byteSize() >= bytes ? room.asSlice(0, bytes) : Arena.ofAuto().allocate(bytes);
    }

    @Override
    public void guestStops(VirtualHost host, SoftwareGuest guest) {
        if (host == scene.source() && !guest.isRunning()) {
            copy.copyFrom(guest.memory().segment());
            paused = true;
        }
    }

    @Override
    public void guestRuns(VirtualHost host, SoftwareGuest guest) {
        if (paused && guest.memory().segment().mismatch(copy) >= 0) {
            long at = guest.memory().segment().mismatch(copy);
            throw violation(
                    "the guest goes on at the "
                            + host.name()
                            + " with another memory than it was paused with: byte "
                            + at);
        }
        paused &= host == scene.destination();
    }

    @Override
    void atEnd() {
        check(scene.here());
        SoftwareGuest there = scene.there();
        if (there != null && there.isRunning()) {
            check(there);
        }
    }

    private void check(@Nullable SoftwareGuest guest) {
        if (guest == null) {
            return;
        }
        try {
            GuestCheck check = guest.check();
            expect(check.intact(), check.text());
        } catch (GuestException e) {
            throw violation(String.valueOf(e.getMessage()));
        }
    }
}
