package org.pagurus.guest.software;

import com.google.protobuf.ByteString;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.GuestException;

/** Does nothing, or fails; tells when it stepped and when it was closed. Its state is one byte. */
final class CountingActivity implements Activity {
    private static final long STEP_NS = 1_000_000;

    private final String failure;
    private final CountDownLatch stepped = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    /** How many states it was given; by the thread that makes and loads the guest. */
    private int loads;

    /**
     * @param failure what it fails with, or nothing
     */
    CountingActivity(String failure) {
        this.failure = failure;
    }

    @Override
    public String name() {
        return "counter";
    }

    @Override
    public void prepare() throws GuestException {
        if (!failure.isEmpty()) {
            throw new GuestException(failure);
        }
    }

    @Override
    public long step(long runningNs) {
        thread = Thread.currentThread();
        stepped.countDown();
        return runningNs + STEP_NS;
    }

    @Override
    public ByteString save() {
        return ByteString.copyFrom(new byte[] {1});
    }

    @Override
    public void load(ByteString state, long runningNs) throws GuestException {
        if (state.size() != 1) {
            throw new GuestException("must have one byte but has " + state.size());
        }
        loads++;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    int loads() {
        return loads;
    }

    void awaitStep() throws InterruptedException {
        stepped.await();
    }

    void awaitClosed() throws InterruptedException {
        closed.await();
    }

    Thread thread() {
        Thread stepping = thread;
        if (stepping == null) {
            throw new IllegalStateException("it has not stepped yet");
        }
        return stepping;
    }
}
