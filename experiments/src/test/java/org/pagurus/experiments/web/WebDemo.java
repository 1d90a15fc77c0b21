package org.pagurus.experiments.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.pagurus.experiments.process.JavaCommand;

/** {@code pagurus demo --web 0} with a small guest, in a process of its own as for a person. */
final class WebDemo implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;
    private static final String URL = "live view    ";
    private static final String END = "";

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final StringBuffer output = new StringBuffer();

    private WebDemo(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().name("demo-output").start(this::read);
    }

    static WebDemo start(String... options) throws IOException {
        List<String> command =
                JavaCommand.of(
                        "org.pagurus.experiments.cli.Pagurus",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m");
        command.addAll(
                List.of(
                        "demo",
                        "--web",
                        "0",
                        "--memory",
                        "128MiB",
                        "--dirty-log",
                        "software",
                        "--warm-up",
                        "200ms"));
        command.addAll(List.of(options));
        return new WebDemo(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Where the page is, once it is there. */
    URI address() throws InterruptedException {
        return URI.create(await(URL).substring(URL.length()));
    }

    /** The next line that begins so. */
    String await(String start) throws InterruptedException {
        while (true) {
            String line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (line == null || line.equals(END)) {
                throw new AssertionError("expected a line '" + start + "' but found\n" + output);
            }
            if (line.startsWith(start)) {
                return line;
            }
        }
    }

    /** What it has printed so far. */
    String output() {
        return output.toString();
    }

    /** Ends it as Ctrl-C does, and sees that nothing of it is left. */
    void end() throws InterruptedException {
        List<ProcessHandle> hosts = process.descendants().toList();
        assertEquals(2, hosts.size(), output::toString);
        process.destroy();
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), output::toString);
        for (ProcessHandle host : hosts) {
            host.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                output.append(line).append('\n');
                if (!line.equals(END)) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            output.append(e);
        }
        lines.add(END);
    }
}
