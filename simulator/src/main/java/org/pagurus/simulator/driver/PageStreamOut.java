package org.pagurus.simulator.driver;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.page.FewPages;
import org.pagurus.engine.page.FramesAhead;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.page.StreamTally;
import org.pagurus.simulator.kernel.Simulation;

/**
 * A page stream at the source, as the transport has it. Frames that are encoded are filled by a
 * thread, ahead of their turn on the link: one at a time, a few wait, and fewer as long as the
 * link's rate is not known. Pages in full are read when the rate allows the next frame.
 */
final class PageStreamOut {
    /** Whoever has the streams. */
    interface Listener {
        /** Its share of the round has been sent. */
        void finished(int stream, StreamTally tally);

        /** The guest does what is due before a page is read. */
        void beforeReading();
    }

    /** Where frames go. */
    interface Receiver {
        void whole(MemorySegment frame, Runnable taken);

        void part(MemorySegment frame);
    }

    /** What the receiving host takes in before it has been put to its place: socket buffers. */
    static final long WINDOW_BYTES = 4L << 20;

    private final int stream;
    private final PageSender sender;
    private final SourcePages pages;
    private final Simulation simulation;
    private final Receiver receiver;
    private final Listener listener;
    private final Lane lane;
    private final LinkHazards hazards;
    private final ArrayDeque<Frame> ready = new ArrayDeque<>();
    private @Nullable Frame going;
    private int taken;
    private long windowBytes;
    private boolean filling;
    private boolean roundFilled = true;
    private boolean sending;
    private boolean waitsForRate;
    private boolean abandoned;

    /** A frame in its buffer. */
    private record Frame(MemorySegment buffer, MemorySegment bytes) {}

    PageStreamOut(
            int stream,
            PageSender sender,
            SourcePages pages,
            Connection connection,
            Receiver receiver,
            Listener listener) {
        this.stream = stream;
        this.sender = sender;
        this.pages = pages;
        this.receiver = receiver;
        this.listener = listener;
        simulation = pages.host().simulation();
        hazards = connection.hazards();
        lane = connection.openPages(this::gone);
    }

    /** Sends the round that the sender has begun, or what is left of it. */
    void begin() {
        if (abandoned) {
            return;
        }
        sending = true;
        roundFilled = sender.isRoundSent();
        fillAhead();
        pump();
    }

    /** Sends no more, and leaves the sender alone. */
    void abandon() {
        abandoned = true;
        sending = false;
    }

    private void fillAhead() {
        if (pages.encodes()) {
            int limit =
                    pages.gauge().isKnown()
                            ? FramesAhead.ENCODED
                            : FramesAhead.BEFORE_RATE_IS_KNOWN;
            fill(limit);
        }
    }

    private void fill(int limit) {
        if (abandoned || filling || roundFilled || taken >= limit) {
            return;
        }
        filling = true;
        taken++;
        if (pages.encodes() && sender.hasAtMost(FewPages.MOST)) {
            fillHere();
        } else {
            pages.workers().run(new Filling());
        }
    }

    /** A few pages are encoded by the event loop itself. */
    private void fillHere() {
        Filling task = new Filling();
        pages.host().processors().compute(task.begin(), task::take);
    }

    private final class Filling implements Workers.Task {
        private @Nullable Frame frame;

        @Override
        public double begin() {
            if (abandoned) {
                return 0;
            }
            StreamTally before = sender.tally();
            listener.beforeReading();
            MemorySegment buffer = pages.pool().take();
            frame = new Frame(buffer, sender.fill(buffer));
            return pages.time().takeFrameNs(sender, before);
        }

        @Override
        public void end() {
            if (pages.encodes()) {
                pages.host().wake(this::take);
            } else { // by the event loop itself
                take();
            }
        }

        private void take() {
            Frame filled = frame;
            if (filled != null) {
                filled(filled);
            }
        }
    }

    private void filled(Frame frame) {
        filling = false;
        if (abandoned) {
            pages.pool().giveBack(frame.buffer);
            return;
        }
        roundFilled = sender.isRoundSent();
        if (pages.encodes()) {
            ready.add(frame);
            pages.gauge().begin((int) frame.bytes.byteSize());
            fillAhead();
        } else {
            send(frame);
        }
        pump();
    }

    private void pump() {
        boolean more = true;
        while (sending && !waitsForRate && more) {
            long waitNs = pages.rate().waitNs(simulation.nowNs());
            if (waitNs > 0) {
                resumeAfter(waitNs);
            } else {
                more = sendNext();
            }
        }
        if (sending && !waitsForRate && roundFilled && !filling && ready.isEmpty()) {
            sending = false;
            listener.finished(stream, sender.tally());
        }
    }

    /** Whether there may be another. */
    private boolean sendNext() {
        if (!lane.isWritable() || windowBytes >= WINDOW_BYTES) {
            return false;
        }
        Frame next = ready.poll();
        if (next != null) {
            send(next);
        } else if (!pages.encodes()) {
            fill(FramesAhead.IN_FULL);
        }
        return next != null;
    }

    /** Streams wait for the same instant, and no thread is always the first to wake. */
    private void resumeAfter(long waitNs) {
        waitsForRate = true;
        long wakeNs = pages.scheduler().nextLong(2 * pages.host().stepTimes().wakeNs() + 1);
        simulation.schedule(
                simulation.nowNs() + waitNs + wakeNs,
                nowNs -> {
                    waitsForRate = false;
                    pump();
                });
    }

    private void send(Frame frame) {
        long bytes = frame.bytes.byteSize();
        pages.rate().spend(bytes, simulation.nowNs());
        windowBytes += bytes;
        going = frame;
        lane.send(
                null,
                bytes,
                new Lane.Arrival() {
                    @Override
                    public void whole() {
                        boolean wasBroken = lane.isBroken();
                        hazards.arrives(null);
                        if (!wasBroken && lane.isBroken()) {
                            lane.lose();
                            part();
                            return;
                        }
                        receiver.whole(
                                frame.bytes,
                                () -> {
                                    windowBytes -= bytes;
                                    pages.pool().giveBack(frame.buffer);
                                    hazards.taken(null);
                                    pump();
                                });
                    }

                    @Override
                    public void part() {
                        receiver.part(frame.bytes);
                        pages.pool().giveBack(frame.buffer);
                    }
                });
    }

    /** The link has taken the frame. */
    private void gone() {
        Frame frame = going;
        if (frame != null) {
            going = null;
            if (pages.encodes()) {
                pages.gauge().end((int) frame.bytes.byteSize());
            }
            taken--;
            fillAhead();
            pump();
        }
    }
}
