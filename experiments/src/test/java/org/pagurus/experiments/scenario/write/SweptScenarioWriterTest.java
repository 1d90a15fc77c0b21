package org.pagurus.experiments.scenario.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.experiments.scenario.read.ScenarioPoints;

class SweptScenarioWriterTest {
    @TempDir Path directory;

    /** The working set follows from the memory, the throttle from the policy. */
    @Test
    void whatFollowsFromASweptFieldIsLeftOut() throws Exception {
        ScenarioPoints points =
                read(
                        """
                        guest: {}
                        link: {rate: 1MB}
                        migration: {selector: none}
                        repetitions: {minimum: 4}
                        sweep:
                          guest.memory: [64MiB, 1GiB, 8MiB]
                          settings.policy: [predictive, qemu]
                          settings.compression-threads: {from: 1, to: 8, steps: 8}
                        """);
        String written = SweptScenarioWriter.write(points);
        assertFalse(written.contains("working-set"), written);
        assertFalse(written.contains("max-throttle"), written);
        assertFalse(written.contains("streams"), written);
        assertTrue(written.contains("  dirty-rate: 50MiB/s\n"), written);
        assertTrue(written.contains("  max-rounds: 100\n"), written);
        assertTrue(
                written.contains(
                        "repetitions:\n  minimum: 4\n  maximum: 30\n  until: 0.05\n"
                                + "  metric: totalTimeNs\n  confidence: 0.95\n"),
                written);
        assertEquals(48, points.count());
        staysTheSame(points);
    }

    @Test
    void aReadyScenarioIsTheSameWhenItIsReadBack() throws Exception {
        List<Path> swept = ready(points -> points.count() > 1);
        assertTrue(swept.size() >= 2, swept::toString);
        for (Path file : swept) {
            staysTheSame(ScenarioPoints.read(file));
        }
    }

    @Test
    void whatDoesNotFollowIsFilledIn() throws Exception {
        String written =
                SweptScenarioWriter.write(
                        read(
                                "guest: {}\nlink: {rate: 1MB}\nmigration: {}\nsweep: {link.rate: [2MB]}\n"));
        assertTrue(written.contains("  working-set: 64MiB\n"), written);
        assertTrue(written.contains("repetitions: 1\n"), written);
        assertTrue(written.contains("sweep:\n  link.rate: [2MB]\n"), written);
    }

    private void staysTheSame(ScenarioPoints points) throws Exception {
        String written = SweptScenarioWriter.write(points);
        ScenarioPoints again = read(written);
        assertEquals(points.count(), again.count());
        for (int point = 0; point < points.count(); point++) {
            assertEquals(points.sweep().words(point), again.sweep().words(point));
            assertEquals(
                    ScenarioWriterTest.comparable(points.scenario(point)),
                    ScenarioWriterTest.comparable(again.scenario(point)));
        }
        assertEquals(points.repetitions(), again.repetitions());
        assertEquals(written, SweptScenarioWriter.write(again));
    }

    /** The ready scenarios of which this holds. */
    static List<Path> ready(Predicate<ScenarioPoints> holds) throws Exception {
        List<Path> ready = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("scenarios"))) {
            for (Path file : files.sorted().toList()) {
                if (holds.test(ScenarioPoints.read(file))) {
                    ready.add(file);
                }
            }
        }
        return ready;
    }

    private ScenarioPoints read(String yaml) throws Exception {
        return ScenarioPoints.read(file(yaml));
    }

    private Path file(String yaml) throws Exception {
        return Files.writeString(directory.resolve("s.yaml"), yaml);
    }
}
