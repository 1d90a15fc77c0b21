package org.pagurus.experiments.bench.compression;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The way of frames from source to destination, in virtual time.
 *
 * <pre>
 *   encoder of stream 0 ── at most 12 wait ─┐                   ┌── decoder of stream 0
 *   encoder of stream 1 ── at most 12 wait ─┤── one link, FIFO ─┼── decoder of stream 1
 *   ...                                     ┘                   └── ...
 * </pre>
 *
 * <p>Each stream has an encoder and a decoder, which are threads of their own and never wait for a
 * core: so there are as many streams as encoders. An encoder begins its next frame when it has
 * ended the one before and fewer than {@value #MAX_WAITING_FRAMES} of its frames wait, or none as
 * long as the link's rate is not known; a frame no longer waits once the link has begun to send it.
 * The link sends one frame at a time, in the order in which they were encoded, at its rate exactly.
 * A frame is decoded when all of it has come and the one before it on its stream is decoded.
 *
 * <p>Frames are asked for at the instant at which their encoding begins, so a source that asks for
 * {@link #observedBytesPerSecond} sees what was known then. One thread.
 */
final class Pipeline {
    static final int MAX_WAITING_FRAMES = 12;

    /** And as long as the link's rate is not known. */
    private static final int FIRST_WAITING_FRAMES = 1;

    /** How long a link must have been busy for its rate to be known. */
    private static final double MIN_OBSERVED_NS = 1e6;

    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final LinkRate rate;
    private final Lane[] lanes;

    /** Frames that wait for the link, all streams'. */
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    private @Nullable Waiting sending;
    private double sentNs = NEVER;
    private double nowNs;
    private double busyNs;

    private record Waiting(Lane lane, FrameCost frame) {}

    private static final class Lane {
        final int stream;
        @Nullable FrameCost encoding;
        double encodedNs = NEVER;
        double decodedNs;
        int waitingFrames;
        boolean ended;

        Lane(int stream) {
            this.stream = stream;
        }
    }

    Pipeline(LinkRate rate, int streams) {
        this.rate = rate;
        lanes = IntStream.range(0, streams).mapToObj(Lane::new).toArray(Lane[]::new);
    }

    /**
     * Delivers all frames of a source, the first one now. Later calls go on where time then stands.
     *
     * @return the nanoseconds from now until the last frame is decoded
     */
    long deliver(FrameSource frames) {
        double startNs = nowNs;
        for (Lane lane : lanes) {
            lane.ended = false;
            lane.decodedNs = startNs;
            encode(lane, frames);
        }
        while (step(frames)) {}
        for (Lane lane : lanes) {
            nowNs = Math.max(nowNs, lane.decodedNs);
        }
        return Math.round(nowNs - startNs);
    }

    /**
     * What whoever watches the link knows of its rate by now: bytes per second of the time in which
     * it was busy, which on this link is the rate itself; infinite until it was busy for 1 ms.
     */
    double observedBytesPerSecond() {
        return isRateKnown() ? rate.bytesPerSecond() : Double.POSITIVE_INFINITY;
    }

    /** Virtual time, from when the pipeline was made. */
    double nowNs() {
        return nowNs;
    }

    private boolean isRateKnown() {
        double sendingNs = sending == null ? 0 : nowNs - (sentNs - transmitNs(sending));
        return busyNs + sendingNs >= MIN_OBSERVED_NS;
    }

    /** Goes to what happens next: a frame is sent, or one is encoded. False when nothing will. */
    private boolean step(FrameSource frames) {
        Lane next = lanes[0];
        for (Lane lane : lanes) {
            if (lane.encodedNs < next.encodedNs) {
                next = lane;
            }
        }
        Waiting sent = sending;
        if (sent != null && sentNs <= next.encodedNs) {
            nowNs = sentNs;
            busyNs += transmitNs(sent);
            sent.lane().decodedNs =
                    Math.max(nowNs, sent.lane().decodedNs) + sent.frame().decodeNs();
            sending = null;
            sentNs = NEVER;
        } else if (next.encoding != null) {
            nowNs = next.encodedNs;
            waiting.add(new Waiting(next, next.encoding));
            next.waitingFrames++;
            next.encoding = null;
            next.encodedNs = NEVER;
        } else {
            return false;
        }
        send();
        for (Lane lane : lanes) {
            encode(lane, frames);
        }
        return true;
    }

    private void send() {
        if (sending == null && !waiting.isEmpty()) {
            Waiting first = waiting.remove();
            first.lane().waitingFrames--;
            sending = first;
            sentNs = nowNs + transmitNs(first);
        }
    }

    private void encode(Lane lane, FrameSource frames) {
        int limit = isRateKnown() ? MAX_WAITING_FRAMES : FIRST_WAITING_FRAMES;
        if (lane.encoding != null || lane.ended || lane.waitingFrames >= limit) {
            return;
        }
        FrameCost frame = frames.next(lane.stream);
        lane.encoding = frame;
        lane.ended = frame == null;
        lane.encodedNs = frame == null ? NEVER : nowNs + frame.encodeNs();
    }

    private double transmitNs(Waiting waiting) {
        return rate.transmitNs(waiting.frame().bytes());
    }
}
