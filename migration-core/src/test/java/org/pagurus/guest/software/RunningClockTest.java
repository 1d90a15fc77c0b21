package org.pagurus.guest.software;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunningClockTest {
    private final AtomicLong wallNs = new AtomicLong(-500);
    private final RunningClock clock = new RunningClock(wallNs::get);

    @Test
    void standsStillUntilStarted() {
        wallNs.addAndGet(1_000);
        assertEquals(0, clock.runningNs());
    }

    @Test
    void standsStillWhileStopped() {
        clock.start();
        wallNs.addAndGet(1_000);
        clock.stop();
        wallNs.addAndGet(5_000);
        clock.start();
        wallNs.addAndGet(10);
        assertEquals(1_010, clock.runningNs());
    }

    @Test
    void slowsWithThrottlingFromThatMomentOn() {
        clock.start();
        wallNs.addAndGet(1_000);
        clock.throttle(75);
        wallNs.addAndGet(1_000);
        assertEquals(1_250, clock.runningNs());
        assertEquals(75, clock.throttlePercent());
        clock.throttle(0);
        wallNs.addAndGet(1_000);
        assertEquals(2_250, clock.runningNs());
    }

    @Test
    void waitsLongerWhenThrottled() {
        clock.start();
        clock.throttle(75);
        assertEquals(4_000, clock.wallNsUntil(1_000));
        assertEquals(0, clock.wallNsUntil(0));
        assertEquals(Long.MAX_VALUE, clock.wallNsUntil(Long.MAX_VALUE));
    }

    @Test
    void goesOnFromALoadedTime() {
        clock.load(7_000);
        wallNs.addAndGet(1_000);
        clock.start();
        wallNs.addAndGet(1);
        assertEquals(7_001, clock.runningNs());
    }
}
