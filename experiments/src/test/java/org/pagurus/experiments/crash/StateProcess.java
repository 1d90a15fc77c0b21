package org.pagurus.experiments.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pagurus.experiments.process.JavaCommand;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;

/** A host daemon in a JVM of its own that is killed and started again with the same state. */
final class StateProcess implements AutoCloseable {
    private static final String READY = "listening on ";
    private static final long END_LIMIT_SECONDS = 30;

    private final String role;
    private final Path directory;
    private final InetSocketAddress virtualSwitch;
    private Process process;
    private InetSocketAddress address = new InetSocketAddress("127.0.0.1", 0);

    /**
     * @param failpoint where it dies, or its connection; empty for nowhere
     * @param cuts whether only the connection dies
     */
    StateProcess(
            String role,
            Path directory,
            InetSocketAddress virtualSwitch,
            String failpoint,
            boolean cuts)
            throws IOException {
        this.role = role;
        this.directory = directory;
        this.virtualSwitch = virtualSwitch;
        launch(failpoint, cuts);
    }

    /** Starts it; {@link #awaitReady} waits until it serves. */
    void launch(String failpoint, boolean cuts) throws IOException {
        List<String> flags =
                new ArrayList<>(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        if (!failpoint.isEmpty()) {
            flags.add("-Dpagurus.failpoint=" + failpoint);
            flags.add("-Dpagurus.failpoint.cuts=" + cuts);
        }
        List<String> command =
                JavaCommand.of("org.pagurus.experiments.cli.Pagurus", flags.toArray(String[]::new));
        command.addAll(
                List.of(
                        "host",
                        "--listen",
                        text(address),
                        "--switch",
                        text(virtualSwitch),
                        "--state",
                        directory.resolve(role).toString(),
                        "--dirty-log",
                        "software",
                        "--no-rehearsal",
                        "--stop-at-end-of-input"));
        process =
                new ProcessBuilder(command)
                        .redirectError(
                                ProcessBuilder.Redirect.appendTo(
                                        directory.resolve(role + ".log").toFile()))
                        .start();
    }

    void awaitReady() throws IOException {
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null || !line.startsWith(READY)) {
            throw new IOException(role + ": expected it to listen, found " + line);
        }
        int colon = line.lastIndexOf(':');
        address =
                new InetSocketAddress(
                        line.substring(READY.length(), colon),
                        Integer.parseInt(line.substring(colon + 1)));
    }

    /** Waits until it has died at its failpoint. */
    boolean awaitDeath() throws InterruptedException {
        return process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    InetSocketAddress address() {
        return address;
    }

    HostReply ask(HostRequest request) throws IOException, InterruptedException {
        try (HostClient client = HostClient.connect(address)) {
            return client.ask(request);
        }
    }

    /** Where its guest is, or {@code none}. */
    String place() throws IOException, InterruptedException {
        HostReply reply = ask(new HostRequest.DescribeGuests(null));
        List<HostReply.GuestInfo> guests = ((HostReply.Guests) reply).guests();
        return guests.isEmpty() ? "none" : guests.getFirst().place();
    }

    List<HostReply.RecoveryResult> recover(boolean force) throws IOException, InterruptedException {
        return ((HostReply.Recovered) ask(new HostRequest.Recover(null, force))).results();
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    @Override
    public void close() {
        kill();
    }

    /** As {@code kill -9} does; it may be launched again. */
    void kill() {
        process.destroyForcibly();
        try {
            boolean unused = process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
