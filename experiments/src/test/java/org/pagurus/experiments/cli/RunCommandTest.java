package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.experiments.results.Summary;
import org.pagurus.experiments.results.SummaryReader;

class RunCommandTest {
    private static final String FLUID =
            """
            name: small
            description: two policies
            fidelity: fluid
            guest: {memory: 64MiB, dirty-rate: 20MiB/s}
            link: {rate: 50MB/s}
            migration: {selector: none}
            """;
    private static final String SWEEP =
            "sweep: {link.rate: [20MB/s, 50MB/s], migration.policy: [predictive, xen]}\n";

    /** Contents differ with the seed, so bytes do. */
    private static final String EXACT =
            """
            guest: {memory: 4MiB, working-set: 1MiB, dirty-rate: 2MiB/s}
            link: {rate: 20MB/s}
            migration: {compression-threads: 1}
            sweep: {migration.selector: [none, adaptive]}
            repetitions: {minimum: 3, maximum: 9, until: 0.01%, metric: totalBytes}
            """;

    private static final String CLUSTER =
            """
            kind: cluster
            hosts: [{count: 4, model: hp-ml110-g4, memory: 4GiB}]
            guests: [{count: 12, cpu: 500, memory: 512MiB, dirty-rate: 1MiB/s}]
            traces: {synthetic: {}}
            samples: 20
            strategy: {consolidation: {}}
            repetitions: 2
            sweep: {strategy.consolidation.selection: [mmt, rc]}
            """;

    @TempDir Path directory;

    @Test
    void leavesAFolderWithAllThatIsPromised() throws Exception {
        CommandLineRun run = run(file("s.yaml", FLUID + SWEEP + "repetitions: 2\n"), "out");
        assertEquals(0, run.status(), run::toString);
        assertEquals("", run.err());
        assertTrue(run.out().startsWith("small: two policies\nseed 1\n"), run::out);
        Path report = out("out").resolve("report.html");
        assertTrue(
                run.out().endsWith("\n8 runs in " + out("out") + ", report in " + report + "\n"),
                run::out);
        assertEquals(
                List.of(
                        "codecs.csv",
                        "experiment.json",
                        "machine.json",
                        "report.html",
                        "results.csv",
                        "rounds.csv",
                        "runs.jsonl",
                        "scenario.yaml",
                        "summary.json"),
                names(out("out")));
        Summary summary = SummaryReader.read(out("out"));
        assertEquals("small", summary.name());
        assertEquals(4, summary.points().size());
        assertEquals(List.of("50MB/s", "xen"), summary.points().get(3).values());
        assertEquals(2, summary.points().get(3).metrics().get("downtimeNs").count());
        // Two fields of two values, each at two of the other, by three metrics.
        assertEquals(12, summary.comparisons().size());
        assertEquals(9, Files.readAllLines(out("out").resolve("results.csv")).size());
    }

    /** The folder's own scenario gives the same results. */
    @Test
    void theScenarioInTheFolderIsTheSameExperiment() throws Exception {
        run(file("s.yaml", FLUID + SWEEP), "out");
        Path copy = Files.copy(out("out").resolve("scenario.yaml"), directory.resolve("c.yaml"));
        assertEquals(0, run(copy, "again").status());
        assertEquals(bytes("out", "results.csv"), bytes("again", "results.csv"));
        assertEquals(bytes("out", "summary.json"), bytes("again", "summary.json"));
    }

    @ParameterizedTest
    @CsvSource({"exact", "fluid", "cluster"})
    void theNumberOfThreadsMakesNoDifference(String kind) throws Exception {
        String yaml =
                switch (kind) {
                    case "exact" -> EXACT;
                    case "fluid" -> FLUID + SWEEP + "repetitions: 3\n";
                    default -> CLUSTER;
                };
        Path file = file("s.yaml", yaml);
        CommandLineRun one = run(file, "one", "--threads", "1");
        assertEquals(0, one.status(), one::toString);
        CommandLineRun three = run(file, "three", "--threads", "3");
        assertEquals(0, three.status(), three::toString);
        for (String name : names(out("one"))) {
            if (!name.equals("runs.jsonl")) {
                assertEquals(bytes("one", name), bytes("three", name), name);
            }
        }
        assertEquals(
                Files.readAllLines(out("one").resolve("runs.jsonl")).stream().sorted().toList(),
                Files.readAllLines(out("three").resolve("runs.jsonl")).stream().sorted().toList());
    }

    @Test
    void repetitionsEndWhenTheIntervalIsNarrow() throws Exception {
        assertEquals(0, run(file("s.yaml", EXACT), "out").status());
        Summary summary = SummaryReader.read(out("out"));
        // Pages in full have the same bytes but for what is dirtied; coded ones differ.
        for (Summary.Point point : summary.points()) {
            boolean enough = point.metrics().get("totalBytes").isWithin(0.0001);
            assertTrue(enough || point.runs() == 9, point::toString);
            assertEquals(0, point.runs() % 3);
        }
        // Every repetition has a seed of its own, the same at both points.
        List<String> seeds =
                Files.readAllLines(out("out").resolve("results.csv")).stream()
                        .skip(1)
                        .map(row -> row.split(",")[1] + ":" + row.split(",")[2])
                        .distinct()
                        .toList();
        assertEquals(seeds.size(), seeds.stream().map(s -> s.split(":")[0]).distinct().count());
        assertEquals("0:1", seeds.getFirst());
    }

    /** Any of the lines may be missing, the last may be torn: the results are the same. */
    @Test
    void goesOnFromWhateverIsThere() throws Exception {
        Path file = file("s.yaml", EXACT);
        run(file, "out");
        List<String> lines = Files.readAllLines(out("out").resolve("runs.jsonl"));
        String results = bytes("out", "results.csv") + bytes("out", "summary.json");
        for (int seed = 1; seed <= 4; seed++) {
            Random random = new Random(seed);
            List<String> kept = new ArrayList<>(lines);
            Collections.shuffle(kept, random);
            String torn = kept.getFirst().substring(0, random.nextInt(kept.getFirst().length()));
            List<String> whole = kept.subList(1, 1 + random.nextInt(lines.size()));
            String text = String.join("\n", whole) + "\n" + torn;
            Files.writeString(out("out").resolve("runs.jsonl"), text);
            CommandLineRun run = run(file, "out", "--threads", "2");
            assertEquals(0, run.status(), "seed " + seed + ": " + run);
            String journal = Files.readString(out("out").resolve("runs.jsonl"));
            assertTrue(journal.startsWith(String.join("\n", whole) + "\n"), "seed " + seed);
            assertEquals(lines.size(), journal.lines().distinct().count(), "seed " + seed);
            assertEquals(
                    results,
                    bytes("out", "results.csv") + bytes("out", "summary.json"),
                    "seed " + seed);
        }
    }

    @Test
    void whatIsFinishedIsNotRunAgain() throws Exception {
        Path file = file("s.yaml", FLUID + SWEEP);
        run(file, "out");
        String journal = bytes("out", "runs.jsonl").replace("completed", "xcompleted");
        Files.writeString(out("out").resolve("runs.jsonl"), journal);
        assertEquals(0, run(file, "out").status());
        assertEquals(journal, bytes("out", "runs.jsonl"));
    }

    @Test
    void aFolderOfSomethingElseIsRefused() throws Exception {
        run(file("s.yaml", FLUID + SWEEP), "out");
        String before = texts(out("out"));
        String refused =
                "pagurus: --output: "
                        + out("out")
                        + ": expected results of this scenario"
                        + " but found others: ";
        refuses(
                file("s.yaml", FLUID.replace("64MiB", "32MiB") + SWEEP),
                refused + "guest.memory is 64MiB there and 32MiB here; choose another folder\n");
        refuses(
                file("s.yaml", FLUID + SWEEP.replace("20MB/s, 50", "20MB/s, 60")),
                refused
                        + "sweep.link.rate[1] is 50MB/s there and 60MB/s here; choose another"
                        + " folder\n");
        refuses(
                file("s.yaml", FLUID),
                refused
                        + "sweep.link.rate[0] is 20MB/s there and left out here, and 3 more"
                        + " differences; choose another folder\n");
        refuses(
                file("s.yaml", FLUID + SWEEP),
                refused + "seed is 1 there and 2 here; choose another folder\n",
                "--seed",
                "2");
        Path identity = out("out").resolve("experiment.json");
        String text = Files.readString(identity);
        Files.writeString(identity, text.replace("(not packaged)", "0.0.9"));
        refuses(
                file("s.yaml", FLUID + SWEEP),
                refused
                        + "the version of pagurus is 0.0.9 there and (not packaged) here; choose"
                        + " another folder\n");
        Files.writeString(identity, text);
        assertEquals(before, texts(out("out")));
        // Comments and the order of blanks are no difference.
        assertEquals(0, run(file("s.yaml", "# a comment\n" + FLUID + SWEEP), "out").status());
    }

    @Test
    void aFolderWithOtherFilesIsLeftAlone() throws Exception {
        Files.createDirectory(out("out"));
        Path own = Files.writeString(out("out").resolve("scenario.yaml"), "mine");
        refuses(
                file("s.yaml", FLUID),
                "pagurus: --output: "
                        + out("out")
                        + ": expected an empty folder, or results of this scenario, but found other"
                        + " files, such as scenario.yaml\n");
        assertEquals("mine", Files.readString(own));
        assertEquals(List.of("scenario.yaml"), names(out("out")));
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws Exception {
        Path file = Files.writeString(directory.resolve("out"), "a file");
        CommandLineRun run =
                CommandLineRun.of(
                        "run",
                        file("s.yaml", FLUID).toString(),
                        "--output",
                        file.resolve("below").toString());
        assertEquals(ExitCode.USAGE.status(), run.status());
        assertTrue(
                run.err()
                        .startsWith(
                                "pagurus: --output: "
                                        + file.resolve("below")
                                        + ": expected a folder that can be written but found: "),
                run::err);
        assertEquals(1, run.err().lines().count(), run::err);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "guest: {memroy: 1}| :4: guest.memroy: expected a field of a guest but found an unknown one; did you mean memory?",
                "migration: {selector: gzip}| :6: migration.selector: expected adaptive, cbc, none or fixed:CODEC",
                "repetitions: -1| :7: repetitions: expected a whole number from 1 to 10000 but found '-1'",
                "repetitions: {metric: speed}| :7: repetitions.metric: expected one of totalTimeNs,",
                "repetitions: {metric: energyJoules}| :7: repetitions.metric: expected one of totalTimeNs,",
                "sweep: {link.rat: [1MB]}| :7: sweep.link.rat[0]: expected a field of a link but found an unknown one; did you mean rate?",
                "sweep: {link.rate: [1MB, x]}| :7: sweep.link.rate[1]: expected bytes per second such as 125MB/s or 50MiB/s but found 'x'",
                "sweep: {migration.selector: [none, gzip]}| :7: sweep.migration.selector[1]: expected adaptive, cbc, none or fixed:CODEC",
                "sweep: {guest.memory: {from: 1GiB, to: 2GiB, steps: 1001}, link.rate: {from: 1MB, to: 2MB, steps: 101}}| :7: sweep.link.rate: expected at most 100000 points in all but found 101101",
            })
    void aWrongScenarioIsSaidInOneLineAndNothingIsRun(String line, String error) throws Exception {
        String field = line.substring(0, line.indexOf(':') + 1);
        String yaml =
                FLUID.contains("\n" + field)
                        ? FLUID.replaceFirst("\n" + field + ".*", "\n" + line)
                        : FLUID + line + "\n";
        Path file = file("s.yaml", yaml);
        CommandLineRun run = run(file, "out");
        assertEquals(ExitCode.USAGE.status(), run.status(), run::toString);
        assertTrue(run.err().startsWith("pagurus: " + file + error), run::err);
        assertEquals(1, run.err().lines().count(), run::err);
        assertEquals("", run.out());
        assertFalse(Files.exists(out("out")));
    }

    @Test
    void moreRunsThanAnybodyWaitsForAreRefused() throws Exception {
        Path file =
                file(
                        "s.yaml",
                        FLUID
                                + "sweep: {link.rate: {from: 1MB, to: 2MB, steps: 1000}}\n"
                                + "repetitions: {maximum: 1001}\n");
        CommandLineRun run = run(file, "out");
        assertEquals(ExitCode.USAGE.status(), run.status());
        assertEquals(
                "pagurus: "
                        + file
                        + ":8: repetitions: expected at most 1000000 runs of all points but found"
                        + " 1001000\n",
                run.err());
    }

    @Test
    void wrongOptionsAreSaid() throws Exception {
        Path file = file("s.yaml", FLUID);
        assertEquals(
                "pagurus: --threads: expected 1 to 1024, found 0\n",
                run(file, "out", "--threads", "0").err());
        assertEquals(ExitCode.USAGE.status(), run(file, "out", "--threads", "many").status());
        assertEquals(ExitCode.USAGE.status(), CommandLineRun.of("run").status());
        assertEquals(
                "pagurus: nowhere.yaml:1: expected a scenario but found no such file\n",
                CommandLineRun.of("run", "nowhere.yaml").err());
    }

    @Test
    void severalScenariosHaveAFolderEach() throws Exception {
        Path one = file("one.yaml", FLUID.replace("name: small", "name: ../first"));
        Path two = file("two.yaml", FLUID.replaceFirst("name: small\n", ""));
        String[] arguments = {
            "run", one.toString(), two.toString(), "--output", out("out").toString()
        };
        CommandLineRun run = CommandLineRun.of(arguments);
        assertEquals(0, run.status(), run::toString);
        assertEquals(List.of("first", "two"), names(out("out")));
        CommandLineRun twice =
                CommandLineRun.of("run", one.toString(), one.toString(), "--output", "x");
        assertEquals(ExitCode.USAGE.status(), twice.status());
        assertTrue(twice.err().contains("name: expected one that gives a folder of its own"));
    }

    @Test
    void simulateSaysThatASweepIsForRun() throws Exception {
        Path file = file("s.yaml", FLUID + SWEEP);
        CommandLineRun run = CommandLineRun.of("simulate", file.toString());
        assertEquals(ExitCode.USAGE.status(), run.status());
        assertEquals(
                "pagurus: "
                        + file
                        + ":7: sweep: expected none here, where one point is run; pagurus run runs"
                        + " all but found one\n",
                run.err());
        // Repetitions are no hindrance: it is the first that is run.
        assertEquals(
                0,
                CommandLineRun.of("simulate", file("r.yaml", FLUID + "repetitions: 3\n").toString())
                        .status());
    }

    private void refuses(Path file, String error, String... options) {
        CommandLineRun run = run(file, "out", options);
        assertEquals(error, run.err());
        assertEquals(ExitCode.USAGE.status(), run.status());
    }

    private CommandLineRun run(Path file, String name, String... options) {
        Stream<String> usual = Stream.of("run", file.toString(), "--output", out(name).toString());
        return CommandLineRun.of(Stream.concat(usual, Stream.of(options)).toArray(String[]::new));
    }

    private Path out(String name) {
        return directory.resolve(name);
    }

    private Path file(String name, String yaml) throws IOException {
        return Files.writeString(directory.resolve(name), yaml);
    }

    private String bytes(String folder, String name) throws IOException {
        return Files.readString(out(folder).resolve(name));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String texts(Path folder) throws IOException {
        StringBuilder texts = new StringBuilder();
        for (String name : names(folder)) {
            texts.append(name).append(Files.readString(folder.resolve(name)));
        }
        return texts.toString();
    }
}
