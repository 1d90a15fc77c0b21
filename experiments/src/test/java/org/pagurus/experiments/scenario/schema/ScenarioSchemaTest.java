package org.pagurus.experiments.scenario.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioSchemaTest {
    private static final Path CHECKED_IN = Path.of("../docs/scenario.schema.json");

    static Stream<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("scenarios"))) {
            return files.sorted().toList().stream();
        }
    }

    /** scripts/pagurus scenario schema > docs/scenario.schema.json brings it up to date. */
    @Test
    void theOneThatIsCheckedInIsUpToDate() throws IOException {
        assertEquals(Files.readString(CHECKED_IN), ScenarioSchema.json());
    }

    @Test
    void isASchema() {
        assertEquals(
                List.of(),
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                        .validate(ScenarioSchema.json(), InputFormat.JSON));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void takesEveryReadyScenario(Path scenario) throws Exception {
        assertEquals(List.of(), new SchemaCheck().errors(Files.readString(scenario)));
    }

    /** What a file may have in more than one way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "guest: {memory: 1073741824}",
                "guest: {memory: '1073741824'}",
                "guest: {memory: 1.5GB, dirty-rate: 50mb}",
                "guest: {service: {requests-per-second: '5', busy: 0.30}}",
                "guest: {service: {requests-per-second: 5, busy: 100%}}",
                "guest: {service: {requests-per-second: 5, busy: 1}}",
                "guest: {workload: 'phased:uniform@5s+idle@0.5s'}",
                "name: 7",
                "name: true",
                "seed: '-3'",
                "seed: -9223372036854775808",
                "mode: live",
                "changes: [{at: 1s, loss: 0.5%, state: cut}]",
                "link: {rate: 1, loss: 0}",
            })
    void takesEveryWayToWriteAValue(String line) throws Exception {
        assertEquals(List.of(), new SchemaCheck().errors(withTheRest(line)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: cluster",
                "kind: cluster\nhosts: []",
                "mode: real",
                "guests: {'a b': {}}",
                "guests: {}",
                "topology: {hosts: [a], links: []}",
                "migrations: {guest: crab}",
                "seed: 1.5",
                "costs: {}",
            })
    void refusesWhatNoScenarioHas(String line) throws Exception {
        assertFalse(new SchemaCheck().errors(withTheRest(line)).isEmpty());
    }

    /** A line with what else a scenario must have. */
    private static String withTheRest(String line) {
        String yaml = line + "\n";
        yaml += line.startsWith("guest") ? "" : "guest: {}\n";
        yaml += line.startsWith("link") || line.startsWith("topology") ? "" : "link: {rate: 1MB}\n";
        return yaml + (line.startsWith("migration") ? "" : "migration: {}\n");
    }
}
