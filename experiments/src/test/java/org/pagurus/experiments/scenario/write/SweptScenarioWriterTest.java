package org.pagurus.experiments.scenario.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
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
        ScenarioPoints again = ScenarioPoints.read(file(written));
        assertEquals(48, again.count());
        for (int point = 0; point < points.count(); point++) {
            assertEquals(points.sweep().words(point), again.sweep().words(point));
            assertEquals(points.scenario(point), again.scenario(point));
        }
        assertEquals(points.repetitions(), again.repetitions());
        assertEquals(written, SweptScenarioWriter.write(again));
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

    private ScenarioPoints read(String yaml) throws Exception {
        return ScenarioPoints.read(file(yaml));
    }

    private Path file(String yaml) throws Exception {
        return Files.writeString(directory.resolve("s.yaml"), yaml);
    }
}
