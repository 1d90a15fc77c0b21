package org.pagurus.simulator.driver;

import java.lang.foreign.MemorySegment;

/** What may go wrong between two hosts. */
public interface LinkHazards {
    /** Nothing does. */
    LinkHazards NONE =
            new LinkHazards() {
                @Override
                public long heldUpNs() {
                    return 0;
                }

                @Override
                public boolean isRefused() {
                    return false;
                }

                @Override
                public double lingeringShare() {
                    return 0;
                }

                @Override
                public void damage(MemorySegment frame) {}
            };

    /** How long a frame or message is held up, and with it those behind it. */
    long heldUpNs();

    /** Whether nobody answers a host that connects. */
    boolean isRefused();

    /** A connection breaks: how much of what is on its way on each stream still comes, 0 to 1. */
    double lingeringShare();

    /** A page frame arrives: its bytes may be changed. */
    void damage(MemorySegment frame);
}
