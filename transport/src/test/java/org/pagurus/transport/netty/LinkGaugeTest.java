package org.pagurus.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LinkGaugeTest {
    private static final long MS = 1_000_000;

    private final LinkGauge gauge = new LinkGauge();
    private long nowNs = 5;

    @Test
    void tellsNothingBeforeTheLinkWasBusyForAMillisecond() {
        assertEquals(Double.POSITIVE_INFINITY, gauge.bytesPerSecond());
        send(1000, MS / 2);
        assertEquals(Double.POSITIVE_INFINITY, gauge.bytesPerSecond());
        send(1000, MS / 2);
        assertEquals(2e6, gauge.bytesPerSecond(), 1);
    }

    @Test
    void timeInWhichNothingIsOnItsWayDoesNotCount() {
        for (int i = 0; i < 100; i++) {
            send(1000, MS);
            nowNs += 50 * MS;
        }
        assertEquals(1e6, gauge.bytesPerSecond(), 1);
    }

    @Test
    void framesOfSeveralStreamsShareTheTime() {
        for (int i = 0; i < 50; i++) {
            gauge.begin(nowNs);
            gauge.begin(nowNs);
            nowNs += MS;
            gauge.end(500, nowNs);
            nowNs += MS;
            gauge.end(1500, nowNs);
        }
        assertEquals(1e6, gauge.bytesPerSecond(), 1);
    }

    @Test
    void timeInWhichTheLoopWasBusyElsewhereDoesNotCount() {
        for (int i = 0; i < 50; i++) {
            gauge.begin(nowNs);
            nowNs += 9 * MS;
            gauge.exclude(8 * MS, nowNs);
            gauge.end(1000, nowNs);
            nowNs += 8 * MS;
            gauge.exclude(8 * MS, nowNs);
        }
        assertEquals(1e6, gauge.bytesPerSecond(), 1);
    }

    @Test
    void followsALinkThatChanges() {
        for (int i = 0; i < 100; i++) {
            send(1000, MS);
        }
        for (int i = 0; i < 1000; i++) {
            send(10_000, MS);
        }
        assertEquals(1e7, gauge.bytesPerSecond(), 1e4);
    }

    private void send(long bytes, long durationNs) {
        gauge.begin(nowNs);
        nowNs += durationNs;
        gauge.end(bytes, nowNs);
    }
}
