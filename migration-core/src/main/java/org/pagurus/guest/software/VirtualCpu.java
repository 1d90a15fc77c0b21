package org.pagurus.guest.software;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.GuestException;

/**
 * The thread of one activity: prepare, enter the gate, step, leave, rest until the next step is
 * due.
 *
 * <p>Throttling acts twice: the running time that activities pace themselves by goes slower, and
 * after a step the thread rests for the share of the step's time that was taken away. The second
 * slows an activity that is bound by the CPU and not by its rate.
 */
final class VirtualCpu implements Vcpu, Runnable {
    /** A shorter rest is not worth a system call; it is owed until it adds up. */
    private static final long MIN_REST_NS = 1_000_000;

    /** At most this much rest is owed. */
    private static final long MAX_OWED_REST_NS = 100_000_000;

    /** The thread looks up this often, to see a changed throttle or a pause. */
    private static final long MAX_PARK_NS = 10_000_000;

    private static final long JOIN_LIMIT_MS = 2_000;

    private final Activity activity;
    private final PauseGate gate;
    private final RunningClock clock;
    private final LongSupplier nanoTime;
    private final Thread thread;

    private volatile boolean stopped;

    /** Why the vCPU stopped by itself; set by its thread. */
    private volatile @Nullable String failure;

    /** Owned by the thread. */
    private long owedRestNs;

    VirtualCpu(
            String guestName,
            Activity activity,
            PauseGate gate,
            RunningClock clock,
            LongSupplier nanoTime) {
        this.activity = activity;
        this.gate = gate;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.thread = new Thread(this, guestName + "/" + activity.name());
        this.thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public Activity activity() {
        return activity;
    }

    @Override
    public @Nullable String failure() {
        return failure;
    }

    @Override
    public void stop() {
        stopped = true;
        thread.interrupt();
    }

    @Override
    public void join() throws InterruptedException {
        thread.join(JOIN_LIMIT_MS);
    }

    @Override
    public void run() {
        try (activity) {
            while (!stopped) {
                activity.prepare();
                if (!gate.enter()) {
                    return;
                }
                long startedAtNs = nanoTime.getAsLong();
                long dueNs;
                try {
                    dueNs = activity.step(clock.runningNs());
                } finally {
                    gate.leave();
                }
                rest(dueNs, nanoTime.getAsLong() - startedAtNs);
            }
        } catch (InterruptedException e) {
            // Only stop() interrupts: the guest is closed.
            Thread.currentThread().interrupt();
        } catch (GuestException | RuntimeException e) {
            if (!stopped) {
                failure = activity.name() + " stopped: " + e.getMessage();
            }
        }
    }

    private void rest(long dueNs, long stepNs) {
        int percent = clock.throttlePercent();
        owedRestNs = Math.min(owedRestNs + stepNs * percent / (100 - percent), MAX_OWED_REST_NS);
        long restStartNs = nanoTime.getAsLong();
        // A paused guest's clock stands still: wait at the gate and not here.
        while (!stopped && clock.isRunning()) {
            long restNs =
                    owedRestNs < MIN_REST_NS
                            ? 0
                            : owedRestNs - (nanoTime.getAsLong() - restStartNs);
            long waitNs = Math.max(clock.wallNsUntil(dueNs), restNs);
            if (waitNs <= 0) {
                break;
            }
            LockSupport.parkNanos(this, Math.min(waitNs, MAX_PARK_NS));
        }
        owedRestNs = Math.max(0, owedRestNs - (nanoTime.getAsLong() - restStartNs));
    }
}
