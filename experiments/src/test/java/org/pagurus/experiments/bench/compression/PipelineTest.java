package org.pagurus.experiments.bench.compression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cases that are computed by hand, on a link of one byte per nanosecond. */
class PipelineTest {
    private static final LinkRate BYTE_PER_NS = new LinkRate("8G", 1e9);

    @Test
    void oneFrameIsEncodedThenSentThenDecoded() {
        assertEquals(10 + 100 + 5, deliver(BYTE_PER_NS, List.of(frames(1, 100, 10, 5))));
    }

    @Test
    void nothingTakesNoTime() {
        assertEquals(0, deliver(BYTE_PER_NS, List.of(frames(0, 1, 1, 1), frames(0, 1, 1, 1))));
    }

    @Test
    void aSlowLinkIsNeverIdleBehindTheFirstFrame() {
        assertEquals(10 + 20 * 100 + 5, deliver(BYTE_PER_NS, List.of(frames(20, 100, 10, 5))));
    }

    @Test
    void aSlowEncoderLeavesTheLastFrameToSendAndDecode() {
        assertEquals(20 * 100 + 10 + 5, deliver(BYTE_PER_NS, List.of(frames(20, 10, 100, 5))));
    }

    @Test
    void aSlowDecoderTakesFramesOneByOne() {
        assertEquals(5 + 10 + 20 * 100, deliver(BYTE_PER_NS, List.of(frames(20, 10, 5, 100))));
    }

    @Test
    void streamsEncodeAndDecodeAtTheSameTime() {
        assertEquals(
                5 * 100 + 5 * 100,
                deliver(LinkRate.UNLIMITED, List.of(frames(5, 7, 100, 0), frames(10, 7, 100, 0))));
        assertEquals(
                1 + 10 * 100,
                deliver(LinkRate.UNLIMITED, List.of(frames(10, 7, 1, 100), frames(10, 7, 1, 100))));
    }

    @Test
    void streamsShareTheLinkFirstComeFirstServed() {
        // Sent: stream 1 from 2 to 102, stream 0 to 202, stream 1 to 302.
        List<Integer> asked = new ArrayList<>();
        Pipeline pipeline = new Pipeline(BYTE_PER_NS, 2);
        FrameSource frames =
                source(List.of(List.of(new FrameCost(100, 3, 50)), frames(2, 100, 2, 1)));
        long ns =
                pipeline.deliver(
                        stream -> {
                            asked.add(stream);
                            return frames.next(stream);
                        });
        assertEquals(303, ns);
        assertEquals(List.of(0, 1, 1, 0, 1), asked);
    }

    @Test
    void asManyFramesWaitAsMayAndNoMore() {
        Pipeline pipeline = new Pipeline(BYTE_PER_NS, 1);
        List<Long> askedAtMs = new ArrayList<>();
        Iterator<FrameCost> frames = frames(20, 2_000_000, 1, 0).iterator();
        pipeline.deliver(
                stream -> {
                    askedAtMs.add(Math.round(pipeline.nowNs() / 1e6));
                    return frames.hasNext() ? frames.next() : null;
                });
        // One is sent and one waits until the link is known, 2 ms later, when the first was sent.
        // Then as many are encoded as may wait, and one more whenever another is sent.
        List<Long> expected = new ArrayList<>(List.of(0L, 0L));
        expected.addAll(Collections.nCopies(Pipeline.MAX_WAITING_FRAMES, 2L));
        for (long sentAtMs = 4; expected.size() < 21; sentAtMs += 2) {
            expected.add(sentAtMs);
        }
        assertEquals(expected, askedAtMs);
    }

    @Test
    void theRateIsKnownOnceTheLinkWasBusyForAMillisecond() {
        Pipeline pipeline = new Pipeline(BYTE_PER_NS, 1);
        List<Double> seen = new ArrayList<>();
        // Busy from 400 us on, so 200, 600 and 1000 us when the next are asked for.
        Iterator<FrameCost> frames = frames(4, 400_000, 400_000, 0).iterator();
        pipeline.deliver(
                stream -> {
                    seen.add(pipeline.observedBytesPerSecond());
                    return frames.hasNext() ? frames.next() : null;
                });
        double unknown = Double.POSITIVE_INFINITY;
        assertEquals(List.of(unknown, unknown, unknown, unknown, 1e9), seen);
    }

    @Test
    void timeGoesOnFromOneDeliveryToTheNext() {
        Pipeline pipeline = new Pipeline(BYTE_PER_NS, 2);
        assertEquals(
                115, pipeline.deliver(source(List.of(frames(1, 100, 10, 5), frames(0, 1, 1, 1)))));
        assertEquals(
                115, pipeline.deliver(source(List.of(frames(0, 1, 1, 1), frames(1, 100, 10, 5)))));
    }

    private static long deliver(LinkRate rate, List<List<FrameCost>> streams) {
        return new Pipeline(rate, streams.size()).deliver(source(streams));
    }

    private static FrameSource source(List<List<FrameCost>> streams) {
        List<Iterator<FrameCost>> left = streams.stream().map(List::iterator).toList();
        return stream -> left.get(stream).hasNext() ? left.get(stream).next() : null;
    }

    private static List<FrameCost> frames(int count, int bytes, long encodeNs, long decodeNs) {
        return Collections.nCopies(count, new FrameCost(bytes, encodeNs, decodeNs));
    }
}
