package org.pagurus.experiments.scenario.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pagurus.experiments.scenario.yaml.YamlException;

class WrongScenarioTest {
    private static final Path TRACE =
            Path.of("../migration-core/src/test/resources/traces/redis-cut").toAbsolutePath();

    @TempDir Path directory;

    @ParameterizedTest
    @MethodSource("wrongMigrations")
    void refusesAMigrationThatIsNotAsExpected(String line, String error) throws Exception {
        refuses(scenarioWith(line), error);
    }

    /**
     * A scenario, of which a line is replaced by one of the same field, or to which it is added.
     */
    static String scenarioWith(String line) {
        String field = line.substring(0, line.indexOf(':'));
        String yaml =
                """
                guest: {}
                link: {rate: 1MB}
                migration: {}
                """;
        return yaml.contains(field + ":")
                ? yaml.replaceFirst(field + ":.*", line.replace("$", "\\$"))
                : yaml + line + "\n";
    }

    static Stream<Arguments> wrongMigrations() {
        return Stream.of(
                Arguments.of(
                        "gest: {}",
                        "4: gest: expected a field of a scenario but found an unknown one; did you"
                                + " mean guest?"),
                Arguments.of(
                        "guest: {memroy: 1GiB}",
                        "1: guest.memroy: expected a field of a guest but found an unknown one; did"
                                + " you mean memory?"),
                Arguments.of(
                        "guest: {colour: red}",
                        "1: guest.colour: expected one of memory, working-set, dirty-rate, workload,"
                                + " contents, trace, service but found an unknown"
                                + " field"),
                Arguments.of(
                        "guest: crab", "1: guest: expected the fields of a guest but found 'crab'"),
                Arguments.of(
                        "guest: {memory: 1XB}",
                        "1: guest.memory: expected a size such as 4096, 200MiB or 1GB but found"
                                + " '1XB'"),
                Arguments.of(
                        "guest: {memory: 4097}",
                        "1: guest.memory: expected whole pages of 4096 bytes from 1032KiB to 64GiB"
                                + " but found 4097"),
                Arguments.of(
                        "guest: {memory: 2MiB, working-set: 2MiB}",
                        "1: guest.working-set: expected whole pages of 4096 bytes from 4KiB to"
                                + " 1020KiB with this memory but found 2MiB"),
                Arguments.of(
                        "guest: {dirty-rate: -5MB/s}",
                        "1: guest.dirty-rate: expected bytes per second such as 125MB/s or 50MiB/s"
                                + " but found '-5MB/s'"),
                Arguments.of(
                        "guest: {dirty-rate: 17GiB/s}",
                        "1: guest.dirty-rate: expected at most 16GiB/s but found 17GiB/s"),
                Arguments.of(
                        "guest: {workload: 'hotcold:10/90'}",
                        "1: guest.workload: expected a workload such as uniform, hotcold:10/90,90/10"
                                + " or zipf:0.99 but found 'hotcold:10/90': hotcold must add up to"
                                + " 100 percent of the pages and of the writes but adds up to 10 and"
                                + " 90"),
                Arguments.of(
                        "guest: {contents: zero=99}",
                        "1: guest.contents: expected a mix such as"
                                + " zero=20,sparse=10,text=20,heap=40,random=10 but found 'zero=99':"
                                + " contents must add up to 100 percent but add up to 99"),
                Arguments.of(
                        "guest: {service: {requests-per-second: -1}}",
                        "1: guest.service.requests-per-second: expected a whole number from 1 to"
                                + " 1000000 but found '-1'"),
                Arguments.of(
                        "guest: {service: {busy: 0.5}}",
                        "1: guest.service.requests-per-second: expected a whole number from 1 to"
                                + " 1000000 but found no such field"),
                Arguments.of(
                        "guest: {trace: {directory: nowhere}}",
                        "1: guest.trace.directory: expected a directory with a trace.json but found"
                                + " nowhere"),
                Arguments.of(
                        "guest: {trace: {}}",
                        "1: guest.trace.directory: expected a path but found no such field"),
                Arguments.of(
                        "guest: {memory: 1GiB, trace: {directory: nowhere}}",
                        "1: guest.memory: expected nothing beside a trace, which brings it but found"
                                + " 1GiB"),
                Arguments.of(
                        "guest: {trace: {directory: " + TRACE + ", offset: 1h}}",
                        "1: guest.trace.offset: expected less than the trace's 19814532us but found 1h"),
                Arguments.of(
                        "guest: {trace: {directory: " + TRACE + ", speed: 0}}",
                        "1: guest.trace.speed: expected a number from 0.01 to 100 but found '0'"),
                Arguments.of(
                        "guest: {trace: {directory: " + TRACE + ", loop: yes}}",
                        "1: guest.trace.loop: expected true or false but found 'yes'"),
                Arguments.of(
                        "guests: {crab: {}}",
                        "1: guest: expected either guest or guests but found both"),
                Arguments.of(
                        "link: {}",
                        "2: link.rate: expected bytes per second such as 125MB/s or 50MiB/s but found"
                                + " no such field"),
                Arguments.of(
                        "link: {rate: -1MB/s}",
                        "2: link.rate: expected bytes per second such as 125MB/s or 50MiB/s but found"
                                + " '-1MB/s'"),
                Arguments.of(
                        "link: {rate: 0}",
                        "2: link.rate: expected more than 0 and at most 1000TB/s but found 0/s"),
                Arguments.of(
                        "link: {rate: [1MB]}",
                        "2: link.rate: expected bytes per second such as 125MB/s or 50MiB/s but found"
                                + " a list"),
                Arguments.of(
                        "link: {rate: }",
                        "2: link.rate: expected bytes per second such as 125MB/s or 50MiB/s but found"
                                + " nothing"),
                Arguments.of(
                        "link: {rate: 1MB, latency: 2h}",
                        "2: link.latency: expected at most 1h but found 2h"),
                Arguments.of(
                        "link: {rate: 1MB, latency: 5}",
                        "2: link.latency: expected a time such as 300ms, 2s or 1m from 0s to 720h but"
                                + " found '5'"),
                Arguments.of(
                        "link: {rate: 1MB, loss: 100%}",
                        "2: link.loss: expected less than 1 but found 1.0"),
                Arguments.of(
                        "link: {rate: 1MB, loss: 101%}",
                        "2: link.loss: expected a share from 0 to 1 such as 0.01 or 1% but found"
                                + " '101%'"),
                Arguments.of(
                        "link: {rate: 1MB, rate: 2MB}",
                        "2: link.rate: expected each field once but found it again, first on line 2"),
                Arguments.of(
                        "seed: many",
                        "4: seed: expected a whole number from -2^63 to 2^63-1 but found 'many'"),
                Arguments.of(
                        "kind: party",
                        "4: kind: expected one of migration, cluster but found 'party'"),
                Arguments.of(
                        "fidelity: high",
                        "4: fidelity: expected one of exact, fluid but found 'high'"),
                Arguments.of(
                        "name: []",
                        "4: name: expected one line of 1 to 1000 characters but found a list"),
                Arguments.of(
                        "migration: {policy: best}",
                        "3: migration.policy: expected one of predictive, qemu, xen, simgrid but found"
                                + " 'best'"),
                Arguments.of(
                        "migration: {downtime-limit: 0s}",
                        "3: migration.downtime-limit: expected a time such as 300ms, 2s or 1m from 1ns"
                                + " to 720h but found '0s'"),
                Arguments.of(
                        "migration: {max-downtime-limit: 10ms}",
                        "3: migration.max-downtime-limit: expected at least the downtime limit of 300ms"
                                + " but found 10ms"),
                Arguments.of(
                        "migration: {max-throttle: 100}",
                        "3: migration.max-throttle: expected a whole number from 0 to 99 but found"
                                + " '100'"),
                Arguments.of(
                        "migration: {streams: 0}",
                        "3: migration.streams: expected a whole number from 1 to 64 but found '0'"),
                Arguments.of(
                        "migration: {delta-cache: 2GiB}",
                        "3: migration.delta-cache: expected 0 to the guest's memory of 1GiB but found"
                                + " 2GiB"),
                Arguments.of(
                        "migration: {selector: zip}",
                        "3: migration.selector: expected adaptive, cbc, none or fixed:CODEC with CODEC"
                                + " one of raw, sparse, wkdm, lz4, zstd-fast, zstd-1, zstd-3, window,"
                                + " xbzrle, prefix but found 'zip'"),
                Arguments.of(
                        "migration: {rate-limiter: xen}",
                        "3: migration.rate-limiter: expected none but with fidelity fluid but found"
                                + " xen:12500KB/s,6250KB/s,62500KB/s,62500KB/s"),
                Arguments.of(
                        "migration: {rate-limiter: 'xen:1MB,2MB'}",
                        "3: migration.rate-limiter: expected none, xen, or xen with the rates of"
                                + " round 0, above the dirty rate, of pre-copy at most and of the"
                                + " last round, such as xen:12.5MB,6.25MB,62.5MB,125MB but found"
                                + " 'xen:1MB,2MB'"),
                Arguments.of(
                        "migration: {rate-limiter: 'xen:9MB,2MB,1MB,1MB'}",
                        "3: migration.rate-limiter: expected none, xen, or xen with the rates of"
                                + " round 0, above the dirty rate, of pre-copy at most and of the"
                                + " last round, such as xen:12.5MB,6.25MB,62.5MB,125MB but found"
                                + " 'xen:9MB,2MB,1MB,1MB': maximumBytesPerSecond must be at least"
                                + " startBytesPerSecond but is 1000000.0"),
                Arguments.of(
                        "migration: {reconnect-limit: 1h}",
                        "3: migration.reconnect-limit: expected at most 10m but found 1h"),
                Arguments.of(
                        "migration: {time-limit: 1000h}",
                        "3: migration.time-limit: expected a time such as 300ms, 2s or 1m from 1ns to"
                                + " 720h but found '1000h'"),
                Arguments.of(
                        "migration: {guest: lobster}",
                        "3: migration.guest: expected a guest of the scenario but found lobster"),
                Arguments.of(
                        "migration: {to: mars}",
                        "3: migration.to: expected a host of the scenario but found mars"),
                Arguments.of(
                        "migration: {to: source}",
                        "3: migration.to: expected another host than source but found the same"),
                Arguments.of(
                        "settings: {streams: 99}",
                        "4: settings.streams: expected a whole number from 1 to 64 but found '99'"),
                Arguments.of(
                        "migrations: []",
                        "4: migrations: expected a list of 1 to 10000 migrations but found 0"),
                Arguments.of(
                        "changes: {at: 1s}",
                        "4: changes: expected a list of 0 to 10000 changes but found fields"),
                Arguments.of(
                        "changes: [{state: cut}]",
                        "4: changes[0].at: expected a time such as 300ms, 2s or 1m from 0s to 720h but"
                                + " found no such field"),
                Arguments.of(
                        "changes: [{at: 1s}]",
                        "4: changes[0]: expected a state, rate, latency or loss but found none"),
                Arguments.of(
                        "changes: [{at: 1s, link: other, state: cut}]",
                        "4: changes[0].link: expected a link of the network but found other"),
                Arguments.of(
                        "changes: [{at: 1s, rate: 0}]",
                        "4: changes[0].rate: expected more than 0 and at most 1000TB/s but found 0/s"),
                Arguments.of(
                        "costs: none.json",
                        "4: costs: expected a file that exists but found none.json"));
    }

    @Test
    void refusesATopologyThatDoesNotHoldTogether() throws Exception {
        String yaml =
                """
                guests:
                  crab: {}
                  lobster: {}
                topology:
                  hosts: [a, b, c]
                  switches: [rack]
                  links:
                    - {between: [a, rack], rate: 1MB}
                    - {between: [rack, b], rate: 1MB}
                migrations:
                  - {guest: crab, from: a, to: b}
                  - guest: lobster
                    from: a
                    to: c
                """;
        refuses(
                yaml,
                "14: migrations[1].to: expected a host that can be reached from a but found c");
        refuses(
                yaml.replace("to: c", "to: rack"),
                "14: migrations[1].to: expected a host of the scenario but found rack");
        refuses(
                yaml.replace("to: c", "from: b"),
                "14: migrations[1].from: expected each field once but found it again, first on line"
                        + " 13");
        refuses(
                yaml.replace("    from: a\n", ""),
                "12: migrations[1].from: expected a host of the scenario but found no such field");
        refuses(
                yaml.replace("guest: lobster", "guest: crab"),
                "12: migrations[1].guest: expected a guest that no other migration moves but found"
                        + " crab");
        refuses(
                yaml.replace("guest: lobster", "start: 1s"),
                "12: migrations[1].guest: expected a guest, of which there are several but found no"
                        + " such field");
        refuses(
                yaml.replace("[a, b, c]", "[a, b, a]"),
                "5: topology.hosts[2]: expected a name that no other host or switch has but found"
                        + " a");
        refuses(
                yaml.replace("switches: [rack]", "switches: [rack, b]"),
                "6: topology.switches[1]: expected a name that no other host or switch has but found"
                        + " b");
        refuses(
                yaml.replace("[rack, b], ", "[rack, d], "),
                "9: topology.links[1].between[1]: expected a host or switch of the topology but"
                        + " found d");
        refuses(
                yaml.replace("[rack, b], ", "[b, b], "),
                "9: topology.links[1].between[1]: expected another than b but found the same");
        refuses(
                yaml.replace("[rack, b], ", "[rack], "),
                "9: topology.links[1].between: expected a list of 2 hosts or switches but found 1");
        refuses(
                yaml.replace("[rack, b], ", "[rack, b], name: a-rack, "),
                "9: topology.links[1].name: expected a name that no other link has but found a-rack");
        refuses(
                yaml.replace("[a, b, c]", "[a b, b, c]"),
                "5: topology.hosts[0]: expected a name: 1 to 64 characters of a-z A-Z 0-9 . _ - but"
                        + " found 'a b'");
        refuses(
                yaml.replace("to: c", "to: b") + "changes: [{at: 1s, state: cut}]\n",
                "15: changes[0].link: expected a link, of which there are several but found no such"
                        + " field");
    }

    @Test
    void refusesARateLimiterForWhomHasNone() throws Exception {
        String yaml =
                """
                fidelity: fluid
                guest: {}
                link: {rate: 1MB}
                settings: {rate-limiter: xen}
                migration: {}
                """;
        refuses(
                yaml,
                "4: settings.rate-limiter: expected none but with policy xen but found"
                        + " xen:12500KB/s,6250KB/s,62500KB/s,62500KB/s");
    }

    /** A trace whose intervals are gone. */
    @Test
    void refusesAnEmptyTrace() throws Exception {
        Path trace = Files.createDirectory(directory.resolve("redis-cut"));
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = (ObjectNode) mapper.readTree(TRACE.resolve("trace.json").toFile());
        json.putArray("intervals");
        mapper.writeValue(trace.resolve("trace.json").toFile(), json);
        refuses(
                """
                guest:
                  trace: {directory: redis-cut}
                link: {rate: 1MB}
                migration: {}
                """,
                "2: guest.trace.directory: expected a page trace but found one that is broken:"
                        + " trace.json: field intervals must be an array of 1 to 1000 intervals but"
                        + " is 0 intervals");
    }

    /** Hosts find a trace by its name. */
    @Test
    void refusesATraceInADirectoryOfAnotherName() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        try (Stream<Path> files = Files.list(TRACE)) {
            for (Path file : files.toList()) {
                Files.copy(file, other.resolve(file.getFileName()));
            }
        }
        refuses(
                """
                guest:
                  trace: {directory: other}
                link: {rate: 1MB}
                migration: {}
                """,
                "2: guest.trace.directory: expected a directory called redis-cut, as its trace.json"
                        + " says but found other");
    }

    private void refuses(String yaml, String error) throws IOException {
        Path file = Files.writeString(directory.resolve("scenario.yaml"), yaml);
        YamlException e = assertThrows(YamlException.class, () -> ScenarioReader.read(file), yaml);
        assertEquals(file + ":" + error, e.getMessage());
    }
}
