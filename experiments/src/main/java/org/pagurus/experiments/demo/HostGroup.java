package org.pagurus.experiments.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.pagurus.experiments.process.AtExit;

/**
 * Host daemons by name, with their logs. They end when this is closed, when this process ends, and
 * when their time is over.
 */
public final class HostGroup implements AutoCloseable {
    /** Something done with the hosts. */
    public interface Work<T> {
        T run() throws DemoException, IOException, InterruptedException;
    }

    private final Path logDirectory;

    /** In the order of their start. Guarded by itself. */
    private final Map<String, HostProcess> hosts = new LinkedHashMap<>();

    /** None is started from then on. Guarded by the hosts. */
    private boolean ended;

    private final AtExit atExit;
    private final ScheduledExecutorService watchdog =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("watchdog").daemon().factory());

    /** Written by the watchdog. */
    private volatile boolean timeOver;

    /** Owner: the thread that works. */
    private long limitNs;

    /** Ends all. Owner: the thread that works. */
    private ScheduledFuture<?> end;

    /** Whether somebody may want to read the logs. Owner: the thread that works. */
    private boolean logsKept = true;

    private HostGroup(long limitNs, Path logDirectory) {
        this.limitNs = limitNs;
        this.logDirectory = logDirectory;
        atExit = new AtExit("end-hosts", this::interrupted);
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

    /**
     * Starts all and waits until they serve.
     *
     * @param commands the command line of each, by name; they are started in this order
     * @param limitNs when it is over, all are ended
     */
    public static HostGroup start(Map<String, List<String>> commands, long limitNs)
            throws DemoException, InterruptedException, IOException {
        HostGroup group = new HostGroup(limitNs, Files.createTempDirectory("pagurus-hosts-"));
        try {
            for (Map.Entry<String, List<String>> each : commands.entrySet()) {
                group.add(each.getKey(), each.getValue());
            }
            for (HostProcess host : group.all()) {
                host.awaitReady();
            }
            return group;
        } catch (DemoException | InterruptedException | RuntimeException e) {
            group.close();
            throw e;
        }
    }

    /** They are ended when this much time from now is over. */
    public void limit(long ns) {
        end.cancel(false);
        limitNs = ns;
        end = schedule(ns);
    }

    /** A person is waited for: there is no limit until there is one again. */
    public void unlimited() {
        end.cancel(false);
    }

    /** One of them. */
    public HostProcess host(String name) {
        synchronized (hosts) {
            return Objects.requireNonNull(hosts.get(name), name);
        }
    }

    /**
     * Sees to it that all are still there.
     *
     * @throws DemoException names one that has ended by itself
     */
    public void check() throws DemoException {
        for (HostProcess host : all()) {
            if (!host.isAlive()) {
                throw host.failure("expected it to serve, found its end");
            }
        }
    }

    /** Where the log of each is, in a file of its name. */
    public Path logDirectory() {
        return logDirectory;
    }

    /** All went well: the logs are deleted in the end. */
    public void discardLogs() {
        logsKept = false;
    }

    /** Does the work; when a connection breaks, says what a host's log says of it. */
    public <T> T guarded(Work<T> work) throws DemoException, InterruptedException {
        try {
            return work.run();
        } catch (IOException e) {
            if (timeOver) {
                throw new DemoException(
                        "hosts: expected the end within "
                                + TimeUnit.NANOSECONDS.toSeconds(limitNs)
                                + " s, found it going on; the hosts were ended, see "
                                + logDirectory,
                        e);
            }
            throw likeliest().failure(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            discardLogs(); // whoever interrupts it does not ask why
            throw e;
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

    private void add(String name, List<String> command) throws DemoException {
        synchronized (hosts) {
            if (ended) {
                throw new DemoException(name + ": expected to be started, found all being ended");
            }
            hosts.put(name, HostProcess.start(name, command, logDirectory));
        }
    }

    /** The host whose end explains a broken connection: one that has ended, or the first. */
    private HostProcess likeliest() {
        List<HostProcess> all = all();
        return all.stream().filter(host -> !host.isAlive()).findFirst().orElse(all.getFirst());
    }

    /** Whoever interrupts this process does not ask why. */
    private void interrupted() {
        endProcesses();
        deleteLogs();
    }

    private void endProcesses() {
        synchronized (hosts) {
            ended = true;
        }
        List<HostProcess> all = all();
        all.forEach(HostProcess::stop);
        all.forEach(HostProcess::close);
    }

    private List<HostProcess> all() {
        synchronized (hosts) {
            return List.copyOf(hosts.values());
        }
    }

    private void deleteLogs() {
        try {
            for (HostProcess host : all()) {
                host.deleteLog();
            }
            Files.deleteIfExists(logDirectory);
        } catch (IOException e) {
            // Left behind in the system's folder for temporary files.
        }
    }
}
