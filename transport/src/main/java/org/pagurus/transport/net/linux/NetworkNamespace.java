package org.pagurus.transport.net.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.pagurus.memory.linux.Libc;
import org.pagurus.memory.linux.LinuxCallException;

/** A network namespace with a name, as {@code ip netns} keeps them. */
public final class NetworkNamespace {
    /** Where the names are. */
    public static final Path DIRECTORY = Path.of("/run/netns");

    private final String name;

    public NetworkNamespace(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /**
     * Does something inside: sockets and taps that it opens are this namespace's for as long as
     * they live. It is done on a thread of its own, which ends with it, since a thread that has
     * changed its namespace is of no use for anything else.
     *
     * @throws IOException what the work threw, or that the namespace can't be entered
     */
    public <T> T inside(Callable<T> work) throws IOException, InterruptedException {
        FutureTask<T> task =
                new FutureTask<>(
                        () -> {
                            enter();
                            return work.call();
                        });
        Thread.ofPlatform().name("in-" + name).daemon().start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw cause instanceof IOException io
                    ? io
                    : new IOException("namespace " + name + ": " + cause, cause);
        }
    }

    private void enter() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            int fd = libc.open(DIRECTORY.resolve(name).toString(), Libc.O_RDONLY | Libc.O_CLOEXEC);
            try {
                new NetCalls(arena).enterNetwork(fd);
            } finally {
                libc.close(fd);
            }
        } catch (LinuxCallException e) {
            throw new IOException("namespace " + name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
