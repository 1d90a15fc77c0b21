package org.pagurus.transport.net.linux;

import java.lang.foreign.Arena;
import org.pagurus.memory.linux.Libc;
import org.pagurus.memory.linux.LinuxCallException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that reads a descriptor whenever something is there, until it is told to end. It waits
 * in a call into the kernel, where it holds up no safepoint, for the descriptor and for the word to
 * end.
 */
final class ReadLoop {
    /** Reads all that is there; called on the loop's thread alone. */
    interface Reading {
        void readAll(NetCalls calls);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ReadLoop.class);
    private static final long JOIN_LIMIT_MS = 5_000;

    private final int fd;
    private final int endFd;
    private final Reading reading;
    private final Thread thread;
    private volatile boolean ending;

    private ReadLoop(String name, int fd, int endFd, Reading reading) {
        this.fd = fd;
        this.endFd = endFd;
        this.reading = reading;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /**
     * Starts reading.
     *
     * @param fd does not block; stays the caller's, who closes it when this has ended
     */
    static ReadLoop start(String name, int fd, Reading reading) {
        int endFd;
        try (Arena arena = Arena.ofConfined()) {
            endFd = new NetCalls(arena).eventFd();
        }
        ReadLoop loop = new ReadLoop(name, fd, endFd, reading);
        loop.thread.start();
        return loop;
    }

    /**
     * Ends the reading. Not to be called on the loop's thread.
     *
     * @return whether nothing is read any more; if not, whoever is handed what was read hangs, and
     *     the descriptor must stay open, as its number would be given to another
     */
    boolean end() {
        ending = true;
        boolean interrupted = false;
        try (Arena arena = Arena.ofConfined()) {
            new NetCalls(arena).signal(endFd);
            try {
                thread.join(JOIN_LIMIT_MS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (thread.isAlive()) {
                LOG.error("{}: still reads after {} ms", thread.getName(), JOIN_LIMIT_MS);
                return false;
            }
            new Libc(arena).close(endFd);
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try (Arena arena = Arena.ofConfined()) {
            NetCalls calls = new NetCalls(arena);
            reading.readAll(calls);
            while (!ending) {
                if (calls.awaitEither(fd, endFd)) {
                    reading.readAll(calls);
                }
            }
        } catch (LinuxCallException e) {
            LOG.error("{}: ends: {}", thread.getName(), e.getMessage());
        }
    }
}
