package org.pagurus.experiments.demo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PingTimelineTest {
    private static final long MS = 1_000_000;

    /** Of the first line of most tests. */
    private static final long START_NS = 1_795_600_480_990_000_000L;

    private final PingTimeline timeline = new PingTimeline();

    @Test
    void findsTheLongestGapAndTheMissingAnswers() {
        timeline.line("PING 10.0.0.2 (10.0.0.2) 56(84) bytes of data.");
        answer(0, 1);
        answer(10, 2);
        answer(55, 5);
        answer(65, 6);
        timeline.line("");
        timeline.line("--- 10.0.0.2 ping statistics ---");
        timeline.line("6 packets transmitted, 4 received, 33.3333% packet loss, time 65ms");
        assertEquals(6, timeline.sent());
        assertEquals(4, timeline.answered());
        assertEquals(45 * MS, timeline.longestGapNs(START_NS + 70 * MS));
    }

    @Test
    void theTimeSinceTheLastAnswerIsAGapToo() {
        answer(0, 1);
        answer(10, 2);
        assertEquals(990 * MS, timeline.longestGapNs(START_NS + 1_000 * MS));
    }

    @Test
    void nothingIsNoGap() {
        timeline.line("[1795600480.990000] From 10.0.0.1 icmp_seq=1 Destination Host Unreachable");
        timeline.line("ping: 64 bytes from nowhere");
        assertEquals(0, timeline.answered());
        assertEquals(0, timeline.sent());
        assertEquals(0, timeline.longestGapNs(START_NS));
    }

    @Test
    void aSecondAnswerToTheSameRequestIsADuplicate() {
        answer(0, 1);
        timeline.line(
                "[1795600480.995000] 64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=5.0 ms (DUP!)");
        assertEquals(1, timeline.duplicates());
        assertEquals(1, timeline.answered());
    }

    @Test
    void sequenceNumbersStartAgainAt16BitsAndMayComeLate() {
        answer(0, 65_534);
        answer(10, 65_535);
        answer(20, 1);
        answer(21, 0);
        answer(30, 2);
        assertEquals(5, timeline.sent());
        assertEquals(5, timeline.answered());
    }

    private void answer(long atMs, int sequence) {
        long us = START_NS / 1_000 + atMs * 1_000;
        timeline.line(
                "[%d.%06d] 64 bytes from 10.0.0.2: icmp_seq=%d ttl=64 time=0.04 ms"
                        .formatted(us / 1_000_000, us % 1_000_000, sequence));
    }
}
