package org.pagurus.transport.host;

import java.net.SocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pagurus.transport.netty.RefusalLog;
import org.pagurus.transport.netty.Refusals;

/** Keeps what is refused for a test, and logs it as a daemon does. */
final class RecordedRefusals implements Refusals {
    record Refused(@Nullable SocketAddress peer, Kind kind, String reason) {}

    private static final long LIMIT_SECONDS = 10;

    private final RefusalLog log = new RefusalLog();
    private final BlockingQueue<Refused> refused = new LinkedBlockingQueue<>();

    @Override
    public void refused(@Nullable SocketAddress peer, Kind kind, String reason) {
        log.refused(peer, kind, reason);
        refused.add(new Refused(peer, kind, reason));
    }

    /** The next one; fails when none comes. */
    Refused next() throws InterruptedException {
        Refused next = refused.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was refused");
        }
        return next;
    }

    int waiting() {
        return refused.size();
    }
}
