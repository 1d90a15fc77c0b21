package org.pagurus.experiments.scenario.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.experiments.scenario.Mode;
import org.pagurus.experiments.scenario.yaml.YamlException;

/** What is simulated and not done for real. */
class WrongLiveScenarioTest {
    @TempDir Path directory;

    @Test
    void refusesWhatRealLinksAndPagesAreNot() throws Exception {
        String yaml =
                """
                guest: {}
                link: {rate: 1MB}
                migration: {}
                mode: live
                """;
        refuses(
                yaml.replace("live", "real"),
                "4: mode: expected one of simulated, live but found 'real'");
        refuses(
                yaml + "fidelity: fluid\n",
                "5: fidelity: expected exact with mode live, where pages are real, but found fluid");
        Files.writeString(directory.resolve("costs.json"), "{}");
        refuses(
                yaml + "costs: costs.json\n",
                "5: costs: expected none with mode live, where work takes what it takes, but found"
                        + " costs.json");
        refuses(
                yaml.replace("1MB", "1MB, latency: 5ms"),
                "2: link.latency: expected 0s with mode live, where a link has this machine's own,"
                        + " but found 5ms");
        refuses(
                yaml.replace("1MB", "1MB, loss: 1%"),
                "2: link.loss: expected 0 with mode live, where a link loses nothing, but found"
                        + " 0.01");
        refuses(
                yaml + "changes: [{at: 1s, state: cut}, {at: 2s, latency: 1ms}]\n",
                "5: changes[1].latency: expected none with mode live but found 1ms");
        refuses(
                yaml + "changes: [{at: 1s, state: cut, direction: forth}]\n",
                "5: changes[0].direction: expected both with mode live but found forth");
    }

    @Test
    void refusesLinksThatMigrationsShare() throws Exception {
        String yaml =
                """
                mode: live
                guests: {crab: {}, lobster: {}}
                topology:
                  hosts: [a, b, c]
                  switches: [rack]
                  links:
                    - {between: [a, rack], rate: 1MB}
                    - {between: [rack, b], rate: 1MB}
                    - {between: [c, rack], rate: 1MB}
                migrations:
                  - {guest: crab, from: a, to: b}
                  - {guest: lobster, from: a, to: c}
                """;
        refuses(
                yaml,
                "12: migrations[1]: expected links of its own with mode live, but where two hosts"
                        + " have a single link, but found one that migrations[0] has too");
        refuses(
                yaml.replace("from: a, to: c", "from: b, to: a")
                        + "changes: [{at: 1s, link: a-rack, state: cut}]\n",
                "13: changes[0]: expected none with mode live but where two hosts have a single"
                        + " link, but found one");
        Path right =
                Files.writeString(
                        directory.resolve("right.yaml"),
                        yaml.replace("from: a, to: c", "from: b, to: a"));
        assertEquals(Mode.LIVE, ScenarioReader.read(right).mode());
    }

    @Test
    void refusesMoreThanThisMachineHasProcessesFor() throws Exception {
        String yaml =
                "mode: live\nguests: {"
                        + names("g", 9, ": {}")
                        + "}\ntopology:\n  hosts: ["
                        + names("h", 18, "")
                        + "]\n  links: ["
                        + IntStream.range(0, 9)
                                .mapToObj(
                                        n ->
                                                "{between: [h%d, h%d], rate: 1MB}"
                                                        .formatted(2 * n, 2 * n + 1))
                                .collect(Collectors.joining(", "))
                        + "]\nmigrations: ["
                        + IntStream.range(0, 9)
                                .mapToObj(
                                        n ->
                                                "{guest: g%d, from: h%d, to: h%d}"
                                                        .formatted(n, 2 * n, 2 * n + 1))
                                .collect(Collectors.joining(", "))
                        + "]\n";
        refuses(
                yaml,
                "6: migrations: expected at most 16 hosts that they concern with mode live but found"
                        + " 18");
    }

    private static String names(String prefix, int count, String suffix) {
        return IntStream.range(0, count)
                .mapToObj(number -> prefix + number + suffix)
                .collect(Collectors.joining(", "));
    }

    private void refuses(String yaml, String error) throws IOException {
        Path file = Files.writeString(directory.resolve("scenario.yaml"), yaml);
        YamlException e = assertThrows(YamlException.class, () -> ScenarioReader.read(file), yaml);
        assertEquals(file + ":" + error, e.getMessage());
    }
}
