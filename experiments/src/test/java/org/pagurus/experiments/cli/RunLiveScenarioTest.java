package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A scenario in either mode gives results of one form. */
@Timeout(240)
class RunLiveScenarioTest {
    private static final String SCENARIO =
            """
            name: small
            guest: {memory: 16MiB, dirty-rate: 1MiB/s, service: {requests-per-second: 200}}
            link: {rate: 50MB/s}
            migration: {}
            """;

    @TempDir Path directory;

    @Test
    void aLiveRunHasTheResultsOfASimulatedOne() throws Exception {
        JsonNode simulated = run("simulated");
        JsonNode live = run("live");
        assertEquals("simulated", simulated.get("mode").asText());
        assertEquals("live", live.get("mode").asText());
        assertTrue(live.get("machine").get("cores").intValue() > 0, live::toString);
        JsonNode point = live.get("points").get(0);
        assertEquals(1, point.get("completed").intValue(), live::toString);
        assertTrue(point.get("metrics").has("networkDowntimeNs"), point::toString);
        simulated
                .get("points")
                .get(0)
                .get("metrics")
                .fieldNames()
                .forEachRemaining(metric -> assertTrue(point.get("metrics").has(metric), metric));
        for (String file : List.of("results.csv", "rounds.csv", "codecs.csv")) {
            String head = head("live", file);
            for (String column : head("simulated", file).split(",")) {
                assertTrue(List.of(head.split(",")).contains(column), file + ": " + column);
            }
        }
        assertTrue(Files.readString(directory.resolve("live/results.csv")).contains(",live,"));
        assertTrue(
                Files.readString(directory.resolve("live/scenario.yaml"))
                        .contains("\nmode: live\n"));
    }

    private JsonNode run(String mode) throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve(mode + ".yaml"), SCENARIO + "mode: " + mode + "\n");
        Path output = directory.resolve(mode);
        CommandLineRun run =
                CommandLineRun.of("run", file.toString(), "--output", output.toString());
        assertEquals(ExitCode.OK.status(), run.status(), run::toString);
        return new ObjectMapper().readTree(output.resolve("summary.json").toFile());
    }

    private String head(String mode, String file) throws Exception {
        return Files.readAllLines(directory.resolve(mode).resolve(file)).getFirst();
    }
}
