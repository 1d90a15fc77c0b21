package org.pagurus.guest.software;

import org.jspecify.annotations.Nullable;
import org.pagurus.guest.GuestException;

/**
 * A vCPU without a thread: its activity does each step at the very instant at which it is due, once
 * it is told that this instant has come. For a guest in virtual time. Owner: the thread that steps
 * the guest.
 */
final class SteppedVcpu implements Vcpu {
    private final Activity activity;
    private final PauseGate gate;
    private long dueNs;
    private @Nullable String failure;

    SteppedVcpu(Activity activity, PauseGate gate) {
        this.activity = activity;
        this.gate = gate;
    }

    @Override
    public Activity activity() {
        return activity;
    }

    @Override
    public void start() {}

    /** Goes on at this instant of the guest's running time, when a state was loaded. */
    void goOnAt(long runningNs) {
        dueNs = runningNs;
    }

    /** Does all that is due up to an instant of the guest's running time. */
    void runTo(long runningNs) {
        while (dueNs <= runningNs && failure == null && gate.tryEnter()) {
            gate.leave(); // it is open, and nobody else closes it
            try {
                activity.prepare();
                dueNs = Math.max(dueNs, activity.step(dueNs));
            } catch (GuestException | RuntimeException e) {
                failure = activity.name() + " stopped: " + e.getMessage();
            }
        }
    }

    @Override
    public @Nullable String failure() {
        return failure;
    }

    @Override
    public void stop() {
        activity.close();
    }

    @Override
    public void join() {}
}
