package org.pagurus.simulator.driver;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;

/**
 * What may go wrong between two hosts. A control message is named by what it says, a page frame by
 * null.
 */
public interface LinkHazards {
    /** Nothing does. */
    LinkHazards NONE =
            new LinkHazards() {
                @Override
                public long heldUpNs(@Nullable BodyCase what) {
                    return 0;
                }

                @Override
                public void arrives(@Nullable BodyCase what) {}

                @Override
                public void taken(@Nullable BodyCase what) {}

                @Override
                public boolean isRefused() {
                    return false;
                }

                @Override
                public Lingering lingering() {
                    return Lingering.NOTHING;
                }

                @Override
                public boolean damages(MemorySegment frame) {
                    return false;
                }
            };

    /**
     * What still comes of what is on its way when a connection breaks.
     *
     * @param share of the frames and messages on each stream, and of the next one, 0 to 1
     * @param lateNs how much later than it would have
     */
    record Lingering(double share, long lateNs) {
        public static final Lingering NOTHING = new Lingering(0, 0);
        static final Lingering ALL = new Lingering(1, 0);
    }

    /** How long a frame or message is held up, and with it those behind it. */
    long heldUpNs(@Nullable BodyCase what);

    /** A frame or message is about to be taken; if this breaks its connection, it is lost. */
    void arrives(@Nullable BodyCase what);

    /** It was taken. */
    void taken(@Nullable BodyCase what);

    /** Whether nobody answers a host that connects. */
    boolean isRefused();

    /** A connection breaks. */
    Lingering lingering();

    /** A page frame arrives: its bytes may be changed; whether they were. */
    boolean damages(MemorySegment frame);
}
