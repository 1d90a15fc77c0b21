package org.pagurus.experiments.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A host daemon in a JVM of its own, ended with this process whatever happens. */
public final class HostProcess implements AutoCloseable {
    private static final String READY = "listening on ";
    private static final long START_LIMIT_SECONDS = 60;
    private static final long STOP_LIMIT_SECONDS = 5;

    private final String role;
    private final Path log;
    private final Process process;

    /** Set once it serves. Owner: the thread that waits for it. */
    private @Nullable InetSocketAddress address;

    private HostProcess(String role, Path log, Process process) {
        this.role = role;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a daemon; {@link #awaitReady} waits until it serves.
     *
     * @param role for messages and the log's name
     * @param command the whole command line; its standard output must say where it listens
     * @param logDirectory its standard error goes to a file there
     */
    static HostProcess start(String role, List<String> command, Path logDirectory)
            throws DemoException {
        Path log = logDirectory.resolve(role + ".log");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            return new HostProcess(role, log, process);
        } catch (IOException e) {
            throw new DemoException(role + ": can't be started: " + e.getMessage(), e);
        }
    }

    /** Waits until it serves. */
    void awaitReady() throws DemoException, InterruptedException {
        CompletableFuture<@Nullable String> line = new CompletableFuture<>();
        Thread.ofPlatform().name(role + "-output").daemon().start(() -> readLine(line));
        try {
            String found = line.get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
            if (found == null || !found.startsWith(READY)) {
                throw failure(
                        "expected it to listen, found " + (found == null ? "its end" : found));
            }
            int colon = found.lastIndexOf(':');
            address =
                    new InetSocketAddress(
                            found.substring(READY.length(), colon),
                            Integer.parseInt(found.substring(colon + 1)));
        } catch (ExecutionException e) {
            throw failure("its output can't be read: " + e.getCause());
        } catch (TimeoutException e) {
            throw failure("expected it to listen within " + START_LIMIT_SECONDS + " s");
        }
    }

    /** Where it serves. */
    public InetSocketAddress address() {
        return Objects.requireNonNull(address, "awaitReady comes first");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void deleteLog() throws IOException {
        Files.deleteIfExists(log);
    }

    /** Something went wrong in or with this process: its log's last line says more. */
    DemoException failure(String what) {
        return new DemoException(role + ": " + what + "; see " + log + lastLogLine());
    }

    /** Tells it to end. May be called again, from any thread. */
    void stop() {
        closeInput();
        process.destroy();
    }

    /** Ends it, by force if it does not end by itself. May be called again, from any thread. */
    @Override
    public void close() {
        stop();
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Where it is, for people. */
    @Override
    public String toString() {
        InetSocketAddress where = address();
        return where.getAddress().getHostAddress()
                + ":"
                + where.getPort()
                + ", process "
                + process.pid();
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    private void readLine(CompletableFuture<@Nullable String> line) {
        try {
            BufferedReader reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            line.complete(reader.readLine());
        } catch (IOException e) {
            line.completeExceptionally(new UncheckedIOException(e));
        }
    }

    private String lastLogLine() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty() ? "" : ", which ends with: " + lines.getLast();
        } catch (IOException e) {
            return "";
        }
    }
}
