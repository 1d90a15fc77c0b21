package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ready scenarios that take little; scripts/check-scenarios runs all. */
class ReadyScenariosRunTest {
    private static final Path SCENARIOS = Path.of("scenarios");

    /** They take seconds each. */
    private static final Set<String> SLOW =
            Set.of(
                    "plain.yaml",
                    "compression-links.yaml",
                    "concurrent-migrations.yaml",
                    "convergence-limit.yaml",
                    "link-cut.yaml",
                    "link-cuts.yaml",
                    "selectors.yaml",
                    "shared-uplink.yaml");

    @TempDir Path directory;

    @Test
    void theSameBytesOnOneThreadAndTwo() throws Exception {
        List<String> files = quick();
        assertTrue(files.size() >= 5, files::toString);
        Map<String, String> one = run(files, "1");
        assertTrue(one.size() >= 5 * files.size(), one.keySet()::toString);
        Map<String, String> two = run(files, "2");
        assertEquals(one.keySet(), two.keySet());
        one.forEach((name, text) -> assertEquals(text, two.get(name), name));
    }

    private Map<String, String> run(List<String> files, String threads) throws IOException {
        Path output = directory.resolve("on-" + threads);
        List<String> arguments = new ArrayList<>(List.of("run", "--threads", threads));
        arguments.addAll(List.of("--output", output.toString()));
        arguments.addAll(files);
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertEquals(ExitCode.OK.status(), run.status(), run::toString);
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> all = Files.walk(output)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                texts.put(output.relativize(file).toString(), text(file));
            }
        }
        return texts;
    }

    /** A journal has the order in which runs were finished. */
    private static String text(Path file) throws IOException {
        return file.endsWith("runs.jsonl")
                ? String.join("\n", Files.readAllLines(file).stream().sorted().toList())
                : Files.readString(file);
    }

    private static List<String> quick() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.filter(file -> !SLOW.contains(file.getFileName().toString()))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }
}
