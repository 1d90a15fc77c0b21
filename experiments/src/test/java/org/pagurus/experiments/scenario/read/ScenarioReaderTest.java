package org.pagurus.experiments.scenario.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.experiments.scenario.About;
import org.pagurus.experiments.scenario.Fidelity;
import org.pagurus.experiments.scenario.GuestPlan;
import org.pagurus.experiments.scenario.LinkChangePlan;
import org.pagurus.experiments.scenario.LinkChangePlan.Change;
import org.pagurus.experiments.scenario.LinkChangePlan.Direction;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.NetworkPlan;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.simulator.link.LinkSpec;
import org.pagurus.simulator.service.ServiceLoad;
import org.pagurus.transport.command.MigrationSettings;

class ScenarioReaderTest {
    private static final Path TRACE =
            Path.of("../migration-core/src/test/resources/traces/redis-cut").toAbsolutePath();

    @TempDir Path directory;

    @Test
    void fillsInTheCommandLinesDefaults() throws Exception {
        MigrationScenario scenario =
                migrations(
                        """
                        guest: {}
                        link: {rate: 125MB/s}
                        migration: {}
                        """);
        assertEquals(new About("scenario", "", 1), scenario.about());
        assertEquals(Fidelity.EXACT, scenario.fidelity());
        assertEquals(
                List.of(
                        new GuestPlan.Synthetic(
                                "guest",
                                1L << 30,
                                1 << 20,
                                new ServiceLoad(0, 1),
                                Workloads.parse("hotcold"),
                                ContentMix.TYPICAL,
                                50L << 20,
                                64L << 20)),
                scenario.guests());
        assertEquals(
                new NetworkPlan(
                        List.of("source", "destination"),
                        List.of(),
                        List.of(
                                new NetworkPlan.Link(
                                        "link", "source", "destination", LinkSpec.of(125e6, 0)))),
                scenario.network());
        MigrationSettings settings =
                new MigrationSettings(
                        2,
                        "predictive",
                        300_000_000,
                        300_000_000,
                        0,
                        100,
                        600_000_000_000L,
                        Verification.DIGEST,
                        0,
                        "adaptive",
                        2,
                        512L << 20,
                        30_000_000_000L);
        assertEquals(
                List.of(new MigrationPlan("guest", "source", "destination", 0, settings)),
                scenario.migrations());
        assertEquals(List.of(), scenario.changes());
        assertNull(scenario.costs());
        assertEquals(7, scenario.withSeed(7).about().seed());
    }

    @Test
    void readsEveryFieldOfAMigration() throws Exception {
        MigrationScenario scenario =
                migrations(
                        """
                        kind: migration
                        name: all
                        description: everything at once
                        seed: -3
                        fidelity: fluid
                        guest:
                          memory: 64MiB
                          working-set: 8MiB
                          dirty-rate: 10MB
                          workload: zipf:1.2
                          contents: zero=50,heap=50
                          service: {requests-per-second: 2000, busy: 30%}
                        link: {rate: 50MiB/s, latency: 200us, loss: 1%}
                        migration:
                          start: 5s
                          streams: 3
                          policy: qemu
                          downtime-limit: 30ms
                          max-downtime-limit: 60ms
                          max-throttle: 20
                          max-rounds: 7
                          time-limit: 1m
                          reconnect-limit: 2s
                          verify: full
                          selector: fixed:lz4
                          compression-threads: 4
                          delta-cache: 16MiB
                        changes:
                          - {at: 1s, state: cut}
                          - {at: 2s, link: link, direction: forth, rate: 1MB/s, state: restored}
                          - {at: 3s, direction: back, latency: 1ms, loss: 0.5}
                        """);
        assertEquals(new About("all", "everything at once", -3), scenario.about());
        assertEquals(Fidelity.FLUID, scenario.fidelity());
        assertEquals(
                new GuestPlan.Synthetic(
                        "guest",
                        64L << 20,
                        1 << 20,
                        new ServiceLoad(2000, 0.3),
                        Workloads.parse("zipf:1.2"),
                        ContentMix.parse("zero=50,heap=50"),
                        10_000_000,
                        8L << 20),
                scenario.guest("guest"));
        assertEquals(
                new LinkSpec(50L << 20, 200_000, 0.01),
                scenario.network().links().getFirst().spec());
        assertEquals(
                new MigrationPlan(
                        "guest",
                        "source",
                        "destination",
                        5_000_000_000L,
                        new MigrationSettings(
                                3,
                                "qemu",
                                30_000_000,
                                60_000_000,
                                20,
                                7,
                                60_000_000_000L,
                                Verification.FULL,
                                0,
                                "fixed:lz4",
                                4,
                                16L << 20,
                                2_000_000_000)),
                scenario.migrations().getFirst());
        assertEquals(
                List.of(
                        new LinkChangePlan(
                                1_000_000_000, "link", Direction.BOTH, List.of(new Change.Cut())),
                        new LinkChangePlan(
                                2_000_000_000,
                                "link",
                                Direction.FORTH,
                                List.of(new Change.Rate(1e6), new Change.Restore())),
                        new LinkChangePlan(
                                3_000_000_000L,
                                "link",
                                Direction.BACK,
                                List.of(new Change.Latency(1_000_000), new Change.Loss(0.5)))),
                scenario.changes());
    }

    @Test
    void readsATopologyAndSettingsThatHoldForAll() throws Exception {
        MigrationScenario scenario =
                migrations(
                        """
                        guests:
                          crab: &small {memory: 32MiB}
                          lobster: *small
                        topology:
                          hosts: [a, b, c]
                          switches: [rack]
                          links:
                            - {between: [a, rack], rate: 10MB}
                            - {name: uplink, between: [rack, b], rate: 20MB, latency: 1ms}
                            - {between: [rack, c], rate: 20MB}
                        settings: {policy: xen, max-rounds: 9}
                        migrations:
                          - {guest: lobster, from: a, to: b}
                          - {guest: crab, from: a, to: c, start: 1s, max-rounds: 3}
                        changes:
                          - {at: 1s, link: uplink, state: cut}
                        """);
        assertEquals(List.of("a", "b", "c"), scenario.network().hosts());
        assertEquals(List.of("rack"), scenario.network().switches());
        assertEquals(
                List.of("a-rack", "uplink", "rack-c"),
                scenario.network().links().stream().map(NetworkPlan.Link::name).toList());
        MigrationPlan lobster = scenario.migrations().getFirst();
        assertEquals("lobster", lobster.guest());
        assertEquals("xen", lobster.settings().policy());
        assertEquals(9, lobster.settings().maxRounds());
        MigrationPlan crab = scenario.migrations().getLast();
        assertEquals("c", crab.to());
        assertEquals("xen", crab.settings().policy());
        assertEquals(3, crab.settings().maxRounds());
        assertEquals(32L << 20, scenario.guest("crab").memoryBytes());
    }

    @Test
    void readsATrace() throws Exception {
        MigrationScenario scenario =
                migrations(
                        """
                        guest:
                          trace: {directory: %s, offset: 1s, speed: 2.5, loop: false}
                        link: {rate: 125MB/s}
                        migration: {}
                        """
                                .formatted(TRACE));
        GuestPlan.Traced guest =
                assertInstanceOf(GuestPlan.Traced.class, scenario.guests().getFirst());
        assertEquals(512, guest.trace().pageCount());
        assertEquals(3L << 20, guest.memoryBytes());
        assertEquals(1_000_000_000, guest.offsetNs());
        assertEquals(2.5, guest.speed());
        assertEquals(false, guest.loop());
    }

    @Test
    void pathsAreRelativeToTheFile() throws Exception {
        Path below = Files.createDirectory(directory.resolve("below"));
        Path costs = Files.writeString(directory.resolve("costs.json"), "{}");
        Path file =
                Files.writeString(
                        below.resolve("s.yaml"),
                        """
                        guest: {}
                        link: {rate: 1MB}
                        migration: {}
                        costs: ../costs.json
                        """);
        MigrationScenario scenario = (MigrationScenario) ScenarioReader.read(file);
        assertEquals(costs, scenario.costs());
    }

    private MigrationScenario migrations(String yaml) throws Exception {
        return (MigrationScenario) ScenarioReader.read(write(yaml));
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("scenario.yaml"), yaml);
    }
}
