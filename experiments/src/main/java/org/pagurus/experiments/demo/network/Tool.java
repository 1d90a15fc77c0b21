package org.pagurus.experiments.demo.network;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the system's own tools for networks: {@code ip} and {@code tc}. */
final class Tool {
    private static final long LIMIT_SECONDS = 30;

    private Tool() {}

    /** Whether the tool is on the path. */
    static boolean isThere(String name) {
        for (String directory :
                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, name))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Runs it to its end.
     *
     * @param words the tool and its arguments, one space between two
     * @throws IOException with one line: what was run, and what the tool said
     */
    static void run(String words) throws IOException {
        List<String> command = new ArrayList<>(List.of(words.split(" ")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(words + ": expected its end within " + LIMIT_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                String reason = said.lines().findFirst().orElse("it says nothing");
                throw new IOException(words + ": " + reason);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(words + ": interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
