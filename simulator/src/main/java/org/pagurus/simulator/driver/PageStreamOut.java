package org.pagurus.simulator.driver;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.page.LinkGauge;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.page.StreamTally;

/**
 * A page stream at the source: frames are filled by a thread, ahead of their turn on the link, and
 * sent one after the other. As the transport does it: one frame of a stream is being filled at a
 * time, a few wait, and fewer as long as the link's rate is not known.
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

    /** Frames that wait when they are encoded, before the link's rate is known, and in full. */
    static final int MAX_WAITING_FRAMES = 12;

    static final int FIRST_FRAMES = 2;
    static final int MAX_WAITING_FULL_FRAMES = 4;

    /** What the receiving host takes in before it has been put to its place: socket buffers. */
    static final long WINDOW_BYTES = 4L << 20;

    private final int stream;
    private final PageSender sender;
    private final TabledTime time;
    private final Workers workers;
    private final LinkGauge gauge;
    private final FramePool pool;
    private final boolean encodes;
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
        this.receiver = receiver;
        this.listener = listener;
        time = pages.time();
        workers = pages.workers();
        gauge = pages.gauge();
        pool = pages.pool();
        encodes = pages.encodes();
        hazards = connection.hazards();
        lane = connection.openPages(this::gone);
    }

    /** Sends the round that the sender has begun, or what is left of it. */
    void begin() {
        sending = true;
        roundFilled = sender.isRoundSent();
        fillNext();
        pump();
    }

    /** Sends no more, and leaves the sender alone. */
    void abandon() {
        abandoned = true;
        sending = false;
    }

    private void fillNext() {
        if (abandoned || filling || roundFilled || taken >= limit()) {
            return;
        }
        filling = true;
        taken++;
        workers.run(
                new Workers.Task() {
                    private @Nullable Frame frame;

                    @Override
                    public long begin() {
                        if (abandoned) {
                            return 0;
                        }
                        StreamTally before = sender.tally();
                        listener.beforeReading();
                        MemorySegment buffer = pool.take();
                        frame = new Frame(buffer, sender.fill(buffer));
                        return time.takeFrameNs(sender, before);
                    }

                    @Override
                    public void end() {
                        Frame filled = frame;
                        if (filled != null) {
                            filled(filled);
                        }
                    }
                });
    }

    private int limit() {
        if (!encodes) {
            return MAX_WAITING_FULL_FRAMES;
        }
        return gauge.isKnown() ? MAX_WAITING_FRAMES : FIRST_FRAMES;
    }

    private void filled(Frame frame) {
        filling = false;
        if (abandoned) {
            pool.giveBack(frame.buffer);
            return;
        }
        roundFilled = sender.isRoundSent();
        gauge.begin((int) frame.bytes.byteSize());
        ready.add(frame);
        fillNext();
        pump();
    }

    private void pump() {
        while (sending && lane.isWritable() && windowBytes < WINDOW_BYTES && !ready.isEmpty()) {
            send(ready.remove());
        }
        if (sending && roundFilled && ready.isEmpty()) {
            sending = false;
            listener.finished(stream, sender.tally());
        }
    }

    private void send(Frame frame) {
        long bytes = frame.bytes.byteSize();
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
                                    pool.giveBack(frame.buffer);
                                    hazards.taken(null);
                                    pump();
                                });
                    }

                    @Override
                    public void part() {
                        receiver.part(frame.bytes);
                        pool.giveBack(frame.buffer);
                    }
                });
    }

    /** The link has taken the frame. */
    private void gone() {
        Frame frame = going;
        if (frame != null) {
            going = null;
            gauge.end((int) frame.bytes.byteSize());
            taken--;
            fillNext();
            pump();
        }
    }
}
