package org.pagurus.engine.page;

import java.util.Arrays;

/**
 * Where each frame of a stream's round began, so that the round can go on behind the last frame
 * that has arrived. A frame takes 8 bytes here; there are no more frames than a 64th of the
 * stream's pages, and two. Owner: as {@link PageSender}'s.
 */
final class FrameStarts {
    private static final int INITIAL_FRAMES = 64;

    /**
     * For each frame its first page in the high half, the pages of all frames before in the low.
     */
    private long[] starts = new long[INITIAL_FRAMES];

    private int count;

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    /**
     * The next frame begins.
     *
     * @param page its first one, 0 to 2^31 - 1
     * @param pagesBefore pages of the round in frames before it
     */
    void add(long page, long pagesBefore) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
        }
        starts[count++] = page << Integer.SIZE | pagesBefore;
    }

    long page(int frame) {
        return starts[checked(frame)] >>> Integer.SIZE;
    }

    long pagesBefore(int frame) {
        return starts[checked(frame)] & 0xffff_ffffL;
    }

    /** Forgets this frame and all behind it. */
    void cut(int frame) {
        count = checked(frame);
    }

    private int checked(int frame) {
        if (frame < 0 || frame >= count) {
            throw new IndexOutOfBoundsException("frame " + frame + " of " + count);
        }
        return frame;
    }
}
