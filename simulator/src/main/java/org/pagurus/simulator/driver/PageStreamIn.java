package org.pagurus.simulator.driver;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.page.FewPages;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.protocol.ProtocolException;

/**
 * A page stream at the destination. As the transport does it: the event loop takes what there is; a
 * decoder is given the frames that have come, and no more are read until it has done them. Those
 * with nothing to decode are read to their places by the event loop itself, which also decodes a
 * few pages.
 */
final class PageStreamIn implements PageStreamOut.Receiver {
    /** Whoever has the streams. */
    interface Listener {
        void happened(DestinationEvent event);

        /** A frame was taken; {@code damaged} when its bytes had been changed. */
        void taken(boolean damaged);

        /** How much of a frame that comes in part has come, 0 to 1. */
        double partShare();
    }

    /** What is read at once. */
    private static final long BUFFER_BYTES = 1 << 20;

    private final PageReceiver receiver;
    private final VirtualHost host;
    private final Workers decoders;
    private final FrameTimes times;
    private final LinkHazards hazards;
    private final Listener listener;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    /** The event loop is about to look, or a decoder is at work. */
    private boolean reading;

    private boolean closed;
    private boolean failed;

    private record Waiting(MemorySegment frame, boolean damaged, Runnable taken) {}

    PageStreamIn(
            PageReceiver receiver,
            VirtualHost host,
            Workers decoders,
            FrameTimes times,
            LinkHazards hazards,
            Listener listener) {
        this.receiver = receiver;
        this.host = host;
        this.decoders = decoders;
        this.times = times;
        this.hazards = hazards;
        this.listener = listener;
    }

    /** Guest memory is left alone from now on. */
    void close() {
        closed = true;
    }

    @Override
    public void whole(MemorySegment frame, Runnable taken) {
        waiting.add(new Waiting(frame, hazards.damages(frame), taken));
        if (!reading) {
            reading = true;
            host.wake(this::read);
        }
    }

    /** The beginning of a frame has come: what of it goes to its places has gone there. */
    @Override
    public void part(MemorySegment frame) {
        if (closed || failed || !waiting.isEmpty() || reading) {
            return;
        }
        try {
            List<MemorySegment> places = receiver.places(frame);
            long bytes = places.stream().mapToLong(MemorySegment::byteSize).sum();
            long at = frame.byteSize() - bytes;
            long left = (long) (listener.partShare() * bytes);
            for (MemorySegment place : places) {
                long part = Math.min(left, place.byteSize());
                MemorySegment.copy(frame, at, place, 0, part);
                at += part;
                left -= part;
            }
        } catch (ProtocolException e) {
            fail(e);
        }
    }

    /** The event loop reads what there is. */
    private void read() {
        List<Waiting> batch = new ArrayList<>();
        double ns = 0;
        boolean decodes = false;
        int pages = 0;
        for (long bytes = 0; bytes < BUFFER_BYTES && !waiting.isEmpty(); ) {
            Waiting next = waiting.remove();
            batch.add(next);
            bytes += next.frame.byteSize();
            ns += times.decodeNs(next.frame);
            decodes |= times.mustDecode(next.frame);
            pages += Math.max(1, times.pages(next.frame));
        }
        reading = !batch.isEmpty();
        if (!reading) {
            return;
        }
        if (!decodes || pages <= FewPages.MOST) {
            host.processors()
                    .compute(
                            ns,
                            () -> {
                                take(batch);
                                read();
                            });
            return;
        }
        double batchNs = ns;
        decoders.run(
                new Workers.Task() {
                    @Override
                    public double begin() {
                        return batchNs;
                    }

                    @Override
                    public void end() {
                        take(batch);
                        host.wake(PageStreamIn.this::read);
                    }
                });
    }

    private void take(List<Waiting> batch) {
        for (Waiting next : batch) {
            take(next);
            next.taken.run();
        }
    }

    private void take(Waiting next) {
        if (closed || failed) {
            return;
        }
        try {
            boolean roundEnded = receiver.receive(next.frame);
            listener.taken(next.damaged);
            if (roundEnded) {
                listener.happened(new DestinationEvent.StreamRoundEnded(receiver.roundEnd()));
            }
        } catch (ProtocolException e) {
            fail(e);
        }
    }

    private void fail(ProtocolException e) {
        failed = true;
        listener.happened(new DestinationEvent.StreamFailed(e.field(), e.reason()));
    }
}
