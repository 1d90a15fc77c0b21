package org.pagurus.guest.software;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs a vCPU on the test's own thread, on a clock that moves a millisecond at each reading. */
@Timeout(30)
class VirtualCpuTest {
    private static final long MS = 1_000_000;
    private static final int STEPS = 5;

    private final PauseGate gate = new PauseGate();
    private long wallNs;
    private int steps;

    @Test
    void aThrottledVcpuThatIsNeverIdleRestsForItsShare() {
        assertTrue(runFor(75, 2 * MS) >= 4 * STEPS * 2 * MS);
        assertEquals(STEPS, steps);
    }

    @Test
    void anUnthrottledVcpuDoesNotRest() {
        // A few readings of the clock come with each step.
        assertTrue(runFor(0, 2 * MS) <= STEPS * 12 * MS);
    }

    @Test
    void waitsUntilAStepIsDue() {
        RunningClock clock = new RunningClock(this::read);
        clock.start();
        long[] before = {0};
        run(
                clock,
                runningNs -> {
                    assertTrue(runningNs >= before[0] + 30 * MS || steps == 0);
                    before[0] = runningNs;
                },
                30 * MS);
        assertEquals(STEPS, steps);
    }

    /** How long it takes, on the wall clock, to make the steps, each of which takes a while. */
    private long runFor(int throttlePercent, long stepNs) {
        RunningClock clock = new RunningClock(this::read);
        clock.throttle(throttlePercent);
        clock.start();
        long startNs = wallNs;
        run(clock, runningNs -> wallNs += stepNs, 0);
        return wallNs - startNs;
    }

    private void run(RunningClock clock, LongConsumer step, long pauseNs) {
        gate.resume();
        new VirtualCpu("guest", new Stepping(step, pauseNs), gate, clock, this::read).run();
    }

    private long read() {
        wallNs += MS;
        return wallNs;
    }

    /** Shuts the gate after so many steps, which ends the vCPU. */
    private final class Stepping implements Activity {
        private final LongConsumer step;
        private final long pauseNs;

        Stepping(LongConsumer step, long pauseNs) {
            this.step = step;
            this.pauseNs = pauseNs;
        }

        @Override
        public String name() {
            return "stepping";
        }

        @Override
        public void prepare() {
            if (steps == STEPS) {
                gate.shut();
            }
        }

        @Override
        public long step(long runningNs) {
            step.accept(runningNs);
            steps++;
            return runningNs + pauseNs;
        }

        @Override
        public ByteString save() {
            return ByteString.EMPTY;
        }

        @Override
        public void load(ByteString state, long runningNs) {}
    }
}
