package org.pagurus.experiments.published;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pagurus.simulator.published.PublishedRun;
import org.pagurus.simulator.published.PublishedRuns;

/** The files have the rounds that the simulator fits working sets to. */
class PublishedFilesTest {
    private static final double MB = 1e6;

    @Test
    void haveTheRoundsOfTheRuns() throws IOException {
        for (PublishedRun run : PublishedRuns.all()) {
            List<String> lines = lines(run.name());
            String rounds = field("round_megabytes", lines);
            List<Double> bytes =
                    Arrays.stream(rounds.substring(1, rounds.length() - 1).split(","))
                            .map(megabytes -> Double.parseDouble(megabytes) * MB)
                            .toList();
            assertEquals(run.roundBytes(), bytes, run.name());
            assertEquals(run.name(), field("name", lines));
            assertEquals(
                    run.memoryBytes(), Double.parseDouble(field("memory_megabytes", lines)) * MB);
        }
    }

    private static String field(String name, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> lines(String run) throws IOException {
        String path = "/org/pagurus/experiments/published/" + run + ".yaml";
        try (InputStream file = PublishedFilesTest.class.getResourceAsStream(path)) {
            String text =
                    new String(
                            Objects.requireNonNull(file, path).readAllBytes(),
                            StandardCharsets.UTF_8);
            return text.lines().toList();
        }
    }
}
