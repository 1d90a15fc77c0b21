package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.experiments.process.JavaCommand;
import org.pagurus.experiments.results.RunKey;
import org.pagurus.experiments.results.Runs;
import org.pagurus.experiments.results.Summary;
import org.pagurus.experiments.results.SummaryReader;

/** {@code pagurus run} in a process of its own, which is killed or told to stop. */
class InterruptedRunTest {
    private static final int POINTS = 2000;

    private static final String CHEAP =
            """
            name: cheap
            fidelity: fluid
            guest: {memory: 64MiB, workload: uniform}
            link: {rate: 50MB/s}
            migration: {selector: none}
            sweep:
              guest.dirty-rate: {from: 1MiB/s, to: 100MiB/s, steps: 50}
              link.rate: {from: 10MB/s, to: 1000MB/s, steps: 40, scale: log}
            """;

    private static final int STATUS_OF_SIGTERM = 143;

    @TempDir Path directory;

    /**
     * A process of 2,000 points is killed again and again, after a random number of bytes of the
     * journal or in its first moments: each run is there once in the end, and the results are those
     * of a process that nobody has killed.
     */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void beingKilledLosesNothingAndRepeatsNothing() throws Exception {
        String seedText = System.getProperty("pagurus.seed", "");
        long seed = seedText.isEmpty() ? new Random().nextLong() : Long.parseLong(seedText);
        System.out.println("killed runs: -Dpagurus.seed=" + seed);
        Random random = new Random(seed);
        Path usual = directory.resolve("usual");
        assertEquals(0, start(scenario(CHEAP), usual).waitFor());
        long wholeBytes = Files.size(journal(usual));

        Path killed = directory.resolve("killed");
        int kills = 0;
        for (int round = 0; round < 8; round++) {
            Process process = start(scenario(CHEAP), killed);
            if (round % 4 == 3) {
                process.waitFor(random.nextInt(1500), TimeUnit.MILLISECONDS);
            } else {
                long until = bytes(killed) + random.nextLong(wholeBytes / 8);
                while (process.isAlive() && bytes(killed) < until) {
                    process.waitFor(1, TimeUnit.MILLISECONDS);
                }
            }
            process.destroyForcibly();
            kills += process.waitFor() == 0 ? 0 : 1;
            List<String> before = wholeLines(killed);
            assertEquals(before.size(), new TreeSet<>(before).size());
        }
        List<String> before = wholeLines(killed);
        assertTrue(kills > 0, "seed " + seed + ": it was over before it could be killed");
        assertEquals(0, start(scenario(CHEAP), killed).waitFor(), "seed " + seed);

        List<String> lines = wholeLines(killed);
        assertEquals(before, lines.subList(0, before.size()), "seed " + seed);
        assertEquals(POINTS, lines.size(), "seed " + seed);
        TreeSet<RunKey> keys = new TreeSet<>();
        for (int point = 0; point < POINTS; point++) {
            keys.add(new RunKey(point, 0));
        }
        try (Runs runs = Runs.open(killed)) {
            assertEquals(keys, new TreeSet<>(runs.keys()), "seed " + seed);
        }
        for (String name :
                List.of(
                        "results.csv",
                        "rounds.csv",
                        "codecs.csv",
                        "summary.json",
                        "scenario.yaml")) {
            assertEquals(
                    Files.readString(usual.resolve(name)),
                    Files.readString(killed.resolve(name)),
                    "seed " + seed + ": " + name);
        }
        assertEquals(new TreeSet<>(wholeLines(usual)), new TreeSet<>(lines), "seed " + seed);
    }

    /** As Ctrl-C does: what is finished is written down, and it says how to go on. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void beingToldToStopLeavesResultsThatCanBeGoneOnFrom() throws Exception {
        Path file =
                scenario(
                        """
                        name: slow
                        guest: {memory: 16MiB, working-set: 4MiB, dirty-rate: 8MiB/s}
                        link: {rate: 20MB/s}
                        migration: {}
                        repetitions: 300
                        """);
        Path folder = directory.resolve("stopped");
        Process process = start(file, folder);
        while (process.isAlive() && bytes(folder) == 0) {
            process.waitFor(1, TimeUnit.MILLISECONDS);
        }
        process.destroy();
        assertEquals(STATUS_OF_SIGTERM, process.waitFor());
        Summary summary = SummaryReader.read(folder);
        int finished = summary.points().getFirst().runs();
        assertNotEquals(0, finished);
        assertEquals(wholeLines(folder).size(), finished);
        assertEquals(finished + 1, Files.readAllLines(folder.resolve("results.csv")).size());
        assertEquals(
                "pagurus: interrupted: "
                        + finished
                        + " of 300 runs are finished and kept in "
                        + folder
                        + "; the same command goes on from there",
                Files.readString(directory.resolve("err.txt")).strip());
        Process again = start(file, folder);
        while (again.isAlive() && wholeLines(folder).size() == finished) {
            again.waitFor(1, TimeUnit.MILLISECONDS);
        }
        again.destroy();
        assertEquals(STATUS_OF_SIGTERM, again.waitFor());
        assertTrue(SummaryReader.read(folder).points().getFirst().runs() > finished);
    }

    private Path scenario(String yaml) throws IOException {
        return Files.writeString(directory.resolve("s.yaml"), yaml);
    }

    private Process start(Path file, Path folder) throws IOException {
        List<String> command =
                new ArrayList<>(
                        JavaCommand.of(
                                "org.pagurus.experiments.cli.Pagurus",
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("run", file.toString(), "--output", folder.toString()));
        return new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
    }

    private static Path journal(Path folder) {
        return folder.resolve("runs.jsonl");
    }

    private static long bytes(Path folder) throws IOException {
        return Files.exists(journal(folder)) ? Files.size(journal(folder)) : 0;
    }

    private static List<String> wholeLines(Path folder) throws IOException {
        if (!Files.exists(journal(folder))) {
            return List.of();
        }
        String text = Files.readString(journal(folder));
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
}
