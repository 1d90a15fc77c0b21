package org.pagurus.experiments.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.pagurus.experiments.demo.network.DemoNetwork;
import org.pagurus.experiments.demo.network.DemoNetwork.Host;
import org.pagurus.experiments.process.AtExit;

/**
 * The source and the destination of the demo, with their logs. They end when this is closed, when
 * this process ends, and when their time is over.
 */
final class HostPair implements AutoCloseable {
    /** Something done with both hosts. */
    interface Work<T> {
        T run() throws DemoException, IOException, InterruptedException;
    }

    private final Path logDirectory;
    private final HostProcess source;
    private final HostProcess destination;
    private final AtExit atExit;
    private final ScheduledExecutorService watchdog =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("watchdog").daemon().factory());

    /** Written by the watchdog. */
    private volatile boolean timeOver;

    /** Owner: the thread that works. */
    private long limitNs;

    /** Ends both. Owner: the thread that works. */
    private ScheduledFuture<?> end;

    /** Whether somebody may want to read the logs. Owner: the thread that works. */
    private boolean logsKept = true;

    private HostPair(long limitNs, Path logDirectory, HostProcess source, HostProcess destination) {
        this.logDirectory = logDirectory;
        this.source = source;
        this.destination = destination;
        atExit = new AtExit("end-hosts", this::interrupted);
        this.limitNs = limitNs;
        end = schedule(limitNs);
    }

    private ScheduledFuture<?> schedule(long inNs) {
        return watchdog.schedule(
                () -> {
                    timeOver = true;
                    endProcesses();
                },
                inNs,
                TimeUnit.NANOSECONDS);
    }

    /** They are ended when this much time from now is over. */
    void limit(long ns) {
        end.cancel(false);
        limitNs = ns;
        end = schedule(ns);
    }

    /** A person is waited for: there is no limit until there is one again. */
    void unlimited() {
        end.cancel(false);
    }

    /**
     * Starts both and waits until they serve.
     *
     * @param limitNs when it is over, both are ended
     */
    static HostPair start(DemoOptions options, DemoNetwork network, long limitNs)
            throws DemoException, InterruptedException, IOException {
        Path logs = Files.createTempDirectory("pagurus-demo-");
        List<String> daemon = HostCommandLine.of(options);
        HostProcess source =
                HostProcess.start("source", network.hostCommand(Host.SOURCE, daemon), logs);
        HostProcess destination;
        try {
            destination =
                    HostProcess.start(
                            "destination", network.hostCommand(Host.DESTINATION, daemon), logs);
        } catch (DemoException e) {
            source.close();
            throw e;
        }
        HostPair hosts = new HostPair(limitNs, logs, source, destination);
        try {
            source.awaitReady();
            destination.awaitReady();
            return hosts;
        } catch (DemoException | InterruptedException e) {
            hosts.close();
            throw e;
        }
    }

    HostProcess source() {
        return source;
    }

    HostProcess destination() {
        return destination;
    }

    Path logDirectory() {
        return logDirectory;
    }

    /** All went well: the logs are deleted in the end. */
    void discardLogs() {
        logsKept = false;
    }

    /** Does the work; when a connection breaks, says what the hosts' logs say of it. */
    <T> T guarded(Work<T> work) throws DemoException, InterruptedException {
        try {
            return work.run();
        } catch (IOException e) {
            if (timeOver) {
                throw new DemoException(
                        "demo: expected its end within "
                                + TimeUnit.NANOSECONDS.toSeconds(limitNs)
                                + " s, found it running; the hosts were ended, see "
                                + logDirectory,
                        e);
            }
            throw source.failure(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
        endProcesses();
        atExit.close();
        if (!logsKept) {
            deleteLogs();
        }
    }

    /** Whoever interrupts the demo does not ask why. */
    private void interrupted() {
        endProcesses();
        deleteLogs();
    }

    private void endProcesses() {
        source.close();
        destination.close();
    }

    private void deleteLogs() {
        try {
            source.deleteLog();
            destination.deleteLog();
            Files.deleteIfExists(logDirectory);
        } catch (IOException e) {
            // Left behind in the system's folder for temporary files.
        }
    }
}
