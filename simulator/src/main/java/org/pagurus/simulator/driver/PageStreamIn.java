package org.pagurus.simulator.driver;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.List;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.protocol.ProtocolException;

/** A page stream at the destination: its frames are decoded one after the other, by a thread. */
final class PageStreamIn implements PageStreamOut.Receiver {
    /** Whoever has the streams. */
    interface Listener {
        void happened(DestinationEvent event);

        /** A frame was taken; {@code damaged} when its bytes had been changed. */
        void taken(boolean damaged);

        /** How much of a frame that comes in part has come, 0 to 1. */
        double partShare();
    }

    private final PageReceiver receiver;
    private final Workers decoders;
    private final FrameTimes times;
    private final LinkHazards hazards;
    private final Listener listener;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean decoding;
    private boolean closed;
    private boolean failed;

    private record Waiting(MemorySegment frame, boolean damaged, Runnable taken) {}

    PageStreamIn(
            PageReceiver receiver,
            Workers decoders,
            FrameTimes times,
            LinkHazards hazards,
            Listener listener) {
        this.receiver = receiver;
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
        decodeNext();
    }

    /** The beginning of a frame has come: what of it goes to its places has gone there. */
    @Override
    public void part(MemorySegment frame) {
        if (closed || failed || !waiting.isEmpty() || decoding) {
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

    private void decodeNext() {
        if (decoding || waiting.isEmpty()) {
            return;
        }
        decoding = true;
        Waiting next = waiting.remove();
        decoders.run(
                new Workers.Task() {
                    @Override
                    public long begin() {
                        return times.decodeNs(next.frame);
                    }

                    @Override
                    public void end() {
                        decoding = false;
                        take(next);
                        next.taken.run();
                        decodeNext();
                    }
                });
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
