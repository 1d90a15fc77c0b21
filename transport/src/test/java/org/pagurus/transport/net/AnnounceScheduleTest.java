package org.pagurus.transport.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnounceScheduleTest {
    private static final long MS = 1_000_000;

    @Test
    void qemusFiguresGiveQemusDelays() {
        assertArrayEquals(
                new long[] {0, 50 * MS, 150 * MS, 250 * MS, 350 * MS},
                AnnounceSchedule.QEMU.delaysNs());
    }

    @ParameterizedTest
    @CsvSource({
        "50, 100, 550, 1, '0'",
        "50, 100, 550, 2, '0 50'",
        "50, 100, 550, 9, '0 50 150 250 350 450 550 550 550'",
        "50, 0, 550, 4, '0 50 50 50'",
        "600, 100, 550, 3, '0 550 550'",
        "0, 0, 0, 3, '0 0 0'",
    })
    void delaysGrowByTheStepUpToTheMaximum(
            long initialMs, long stepMs, long maxMs, int rounds, String delaysMs) {
        long[] expected =
                Arrays.stream(delaysMs.split(" "))
                        .mapToLong(ms -> Long.parseLong(ms) * MS)
                        .toArray();
        assertArrayEquals(
                expected,
                new AnnounceSchedule(initialMs * MS, stepMs * MS, maxMs * MS, rounds).delaysNs());
    }

    @Test
    void refusesFiguresOutOfBounds() {
        assertThrows(IllegalArgumentException.class, () -> new AnnounceSchedule(-1, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new AnnounceSchedule(0, -1, 0, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AnnounceSchedule(0, 0, AnnounceSchedule.MAX_DELAY_NS + 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new AnnounceSchedule(0, 0, 0, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AnnounceSchedule(0, 0, 0, AnnounceSchedule.MAX_ROUNDS + 1));
    }
}
