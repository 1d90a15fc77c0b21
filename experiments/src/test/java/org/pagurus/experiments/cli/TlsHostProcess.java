package org.pagurus.experiments.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.pagurus.experiments.process.JavaCommand;

/** {@code pagurus host} in a process of its own, with TLS and the memory of a real daemon. */
final class TlsHostProcess implements AutoCloseable {
    private static final String READY = "listening on ";
    private static final long STOP_LIMIT_SECONDS = 10;

    private final Process process;
    private final Path log;
    private final BufferedReader out;
    private final Path pki;
    private final String address;

    private TlsHostProcess(
            Process process, BufferedReader out, Path pki, Path log, String address) {
        this.process = process;
        this.out = out;
        this.pki = pki;
        this.log = log;
        this.address = address;
    }

    /**
     * Starts it and waits until it serves.
     *
     * @param pki where its certificate and the authority's are
     * @param name of its certificate
     */
    static TlsHostProcess start(Path pki, String name, String... options) throws IOException {
        Path log = pki.resolve(name + ".log");
        List<String> command =
                JavaCommand.of(
                        Pagurus.class.getName(),
                        "-Xmx256m",
                        "-XX:MaxDirectMemorySize=256m",
                        "-XX:+UseSerialGC");
        command.addAll(List.of("host", "--listen", "127.0.0.1:0", "--stop-at-end-of-input"));
        command.addAll(credentials(pki, name));
        command.addAll(List.of(options));
        Process process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
                        .start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroyForcibly();
            throw new IOException(line + "; log: " + Files.readString(log));
        }
        return new TlsHostProcess(process, out, pki, log, line.substring(READY.length()));
    }

    /** An authority, two hosts at 127.0.0.1 and an operator. */
    static void makeCertificates(Path pki) {
        for (String command :
                List.of(
                        "authority",
                        "issue host-a.example --for host --ip 127.0.0.1",
                        "issue host-b.example --for host --ip 127.0.0.1",
                        "issue ada --for operator")) {
            CommandLineRun run =
                    CommandLineRun.of(
                            ("certificate " + command + " --directory " + pki).split(" "));
            if (run.status() != 0) {
                throw new AssertionError(run);
            }
        }
    }

    /** Runs a command against it, in this process. */
    CommandLineRun ask(String command, String operator) {
        List<String> line = new ArrayList<>(List.of(command.split(" ")));
        line.addAll(List.of("--host", address));
        line.addAll(credentials(pki, operator));
        return CommandLineRun.of(line.toArray(String[]::new));
    }

    /** The rest of the next line that it prints, which begins so. */
    String nextLine(String start) throws IOException {
        String line = out.readLine();
        if (line == null || !line.startsWith(start)) {
            throw new AssertionError("expected " + start + " but found " + line);
        }
        return line.substring(start.length());
    }

    static List<String> credentials(Path pki, String name) {
        return List.of(
                "--tls-cert",
                pki.resolve(name + ".crt").toString(),
                "--tls-key",
                pki.resolve(name + ".key").toString(),
                "--tls-ca",
                pki.resolve("authority.crt").toString());
    }

    String address() {
        return address;
    }

    int port() {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Its open files and sockets. */
    long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", pid(), "fd"))) {
            return open.count();
        }
    }

    /** The most memory that was resident since {@link #forgetPeak}. */
    long peakResidentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", pid(), "status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
            }
        }
        throw new IOException("no VmHWM");
    }

    void forgetPeak() throws IOException {
        Files.writeString(Path.of("/proc", pid(), "clear_refs"), "5");
    }

    /** Asks it to stop, as a service manager does, and waits until it has. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new AssertionError("it did not stop in " + STOP_LIMIT_SECONDS + " s");
    }

    private String pid() {
        return Long.toString(process.pid());
    }
}
