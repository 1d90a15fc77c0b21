package org.pagurus.engine.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.testing.Seeds;

class LinkGaugeTest {
    private static final long MS = 1_000_000;
    private static final int FRAME = 256 << 10;

    private long nowNs;
    private final LinkGauge gauge = new LinkGauge(() -> nowNs);

    @Test
    void isInfiniteWhileItHasSeenLessThanAMillisecond() {
        assertEquals(Double.POSITIVE_INFINITY, gauge.bytesPerSecond());
        send(FRAME, MS - 1);
        assertEquals(Double.POSITIVE_INFINITY, gauge.bytesPerSecond());
        send(FRAME, 1);
        assertEquals(2.0 * FRAME * 1_000, gauge.bytesPerSecond(), 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 50 * MS, Long.MIN_VALUE})
    void countsBusyTimeAloneWhateverTheClockShows(long startNs) {
        nowNs = startNs;
        for (int i = 0; i < 100; i++) {
            send(FRAME, MS);
            nowNs += 7 * MS; // nothing to send
        }
        assertEquals(FRAME * 1e3, gauge.bytesPerSecond(), 1);
    }

    @Test
    void timeIsCountedOnceHoweverManyFramesAreInFlight() {
        gauge.begin(FRAME);
        for (int i = 0; i < 100; i++) {
            gauge.begin(FRAME);
            nowNs += MS;
            gauge.end(FRAME);
        }
        assertEquals(FRAME * 1e3, gauge.bytesPerSecond(), 1);
    }

    @Test
    void followsALinkThatBecomesSlow() {
        for (int i = 0; i < 1_000; i++) {
            send(FRAME, MS / 4);
        }
        assertEquals(FRAME * 4e3, gauge.bytesPerSecond(), 1);
        for (int i = 0; i < 160; i++) {
            send(FRAME, 4 * MS);
        }
        assertEquals(FRAME * 250, gauge.bytesPerSecond(), FRAME * 10);
    }

    @Test
    void seesTheRateOfALinkThatTakesFramesInLumps() {
        Seeds.forEach(
                50,
                seed -> {
                    Random random = new Random(seed);
                    LinkGauge lumps = new LinkGauge(() -> nowNs);
                    for (int i = 0; i < 4; i++) {
                        lumps.begin(FRAME);
                    }
                    for (int lump = 0; lump < 200; lump++) {
                        int frames = 1 + random.nextInt(4);
                        nowNs += frames * 25 * MS;
                        for (int i = 0; i < frames; i++) {
                            lumps.end(FRAME);
                            lumps.begin(FRAME);
                            nowNs += 1_000;
                        }
                        if (lump > 20) {
                            assertEquals(FRAME * 40, lumps.bytesPerSecond(), FRAME * 8);
                        }
                    }
                });
    }

    @Test
    void framesTooSmallToSayAnythingAreLeftOut() {
        for (int i = 0; i < 100; i++) {
            send(LinkGauge.MIN_FRAME_BYTES - 1, MS);
        }
        assertEquals(Double.POSITIVE_INFINITY, gauge.bytesPerSecond());
        send(LinkGauge.MIN_FRAME_BYTES, MS);
        assertEquals(LinkGauge.MIN_FRAME_BYTES * 1e3, gauge.bytesPerSecond(), 1);
    }

    @Test
    void noFrameOfAnyThreadIsLost() {
        LinkGauge shared = new LinkGauge(System::nanoTime);
        long startNs = System.nanoTime();
        CompletableFuture<?>[] streams = new CompletableFuture<?>[4];
        for (int i = 0; i < streams.length; i++) {
            streams[i] =
                    CompletableFuture.runAsync(
                            () -> {
                                for (int frame = 0; frame < 20_000; frame++) {
                                    shared.begin(FRAME);
                                    shared.end(FRAME);
                                }
                            });
        }
        CompletableFuture.allOf(streams).join();
        double least = 20_000.0 * FRAME * 1e9 / (System.nanoTime() - startNs);
        assertTrue(shared.bytesPerSecond() > least, () -> "" + shared.bytesPerSecond());
        assertEquals(0, shared.inFlight());
    }

    private void send(int bytes, long durationNs) {
        gauge.begin(bytes);
        nowNs += durationNs;
        gauge.end(bytes);
    }
}
