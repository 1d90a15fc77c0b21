package org.pagurus.experiments.scenario.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.experiments.scenario.ClusterScenario;
import org.pagurus.experiments.scenario.DemandPlan;
import org.pagurus.experiments.scenario.GuestGroup;
import org.pagurus.experiments.scenario.HostGroup;
import org.pagurus.experiments.scenario.StrategyPlan;
import org.pagurus.experiments.scenario.StrategyPlan.Selection;
import org.pagurus.experiments.scenario.yaml.YamlException;
import org.pagurus.simulator.cluster.GuestSpec;
import org.pagurus.simulator.cluster.HostSpec;
import org.pagurus.simulator.cluster.PowerCurve;
import org.pagurus.simulator.cluster.migration.MigrationLimits;
import org.pagurus.simulator.cluster.trace.TraceModel;
import org.pagurus.simulator.strategy.balance.SustainedLoad;
import org.pagurus.simulator.strategy.consolidation.LocalRegression;

class ClusterReaderTest {
    private static final String CLUSTER =
            """
            kind: cluster
            hosts:
              - {count: 2, model: hp-ml110-g4}
              - {cpu: 1000, memory: 8GiB, nic: 10MB, power: [50, 100]}
            guests:
              - {count: 4, cpu: 500, memory: 1GiB, dirty-rate: 1MiB}
            traces: {synthetic: {mean-percent: 20}}
            samples: 12
            interval: 60s
            strategy: {consolidation: {overload: 'lr:1.1', selection: mu}}
            migration-limits: {out-per-host: 1, per-cluster: 3}
            """;

    @TempDir Path directory;

    @Test
    void readsACluster() throws Exception {
        ClusterScenario scenario = read(CLUSTER);
        assertEquals(
                List.of(
                        new HostGroup(2, HostSpec.hpMl110G4()),
                        new HostGroup(
                                1,
                                new HostSpec(1000, 8L << 30, 10_000_000, PowerCurve.of(50, 100)))),
                scenario.hosts());
        assertEquals(
                List.of(new GuestGroup(4, new GuestSpec(500, 1L << 30, 1 << 20))),
                scenario.guests());
        assertEquals(
                new DemandPlan.Synthetic(new TraceModel(20, 0.8, 3, 0.4, 0.004, 6, 90)),
                scenario.demand());
        assertEquals(12, scenario.samples());
        assertEquals(60, scenario.intervalSeconds());
        assertEquals(
                new StrategyPlan.Consolidation(new LocalRegression(false, 1.1), Selection.MU),
                scenario.strategy());
        assertEquals(new MigrationLimits(1, 2, 3), scenario.limits());
    }

    @Test
    void readsBalancingAndRecordedTraces() throws Exception {
        Files.writeString(Files.createDirectory(directory.resolve("day")).resolve("g"), "5\n80\n");
        ClusterScenario scenario =
                read(
                        CLUSTER.replaceFirst("synthetic: .*", "planetlab: day}")
                                .replaceFirst(
                                        "consolidation: .*", "balancing: {k: 2, limit: 90%}}"));
        StrategyPlan.Balancing balancing =
                assertInstanceOf(StrategyPlan.Balancing.class, scenario.strategy());
        assertEquals(
                new SustainedLoad(0.75, 2, 5, balancing.hotSpots().forecast()),
                balancing.hotSpots());
        assertEquals(0.9, balancing.limitShare());
        DemandPlan.Recorded demand = assertInstanceOf(DemandPlan.Recorded.class, scenario.demand());
        assertEquals(80, demand.traces().percent(0, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "model: hp-ml110-g4| model: cray| 3: hosts[0].model: expected one of hp-ml110-g4, hp-ml110-g5 but found 'cray'",
                "count: 2| count: 0| 3: hosts[0].count: expected a whole number from 1 to 131072 but found '0'",
                "nic: 10MB, | | 4: hosts[1].nic: expected bytes per second such as 125MB/s or 50MiB/s or a model but found no such field",
                "[50, 100]| [50]| 4: hosts[1].power: expected a list of 2 to 1001 watts but found 1",
                "[50, 100]| [50, -1]| 4: hosts[1].power[1]: expected a number from 0 to 1000000 but found '-1'",
                "memory: 8GiB| memory: 0| 4: hosts[1].memory: expected 1 to 1024TiB but found 0",
                "cpu: 500| cpu: many| 6: guests[0].cpu: expected a whole number from 1 to 100000000 but found 'many'",
                "memory: 1GiB| memory: 5GiB| 6: guests: expected guests that fit into the hosts' memory but found one too many: guest 1: expected a host with 5368709120 bytes free but found none",
                "count: 4| count: 2097152| 6: guests: expected guests that fit into the hosts' memory but found one too many: guest 16: expected a host with 1073741824 bytes free but found none",
                "synthetic: {mean-percent: 20}| | 7: traces.planetlab: expected either planetlab or synthetic but found neither",
                "synthetic: {mean-percent: 20}| planetlab: nowhere| 7: traces.planetlab: expected a directory that exists but found nowhere",
                "synthetic: {mean-percent: 20}| planetlab: empty| 7: traces.planetlab: expected CPU traces but found one that is broken: DIR/empty: expected 1 to 1048576 trace files but found none",
                "synthetic: {mean-percent: 20}| planetlab: blank| 7: traces.planetlab: expected CPU traces but found one that is broken: guest: expected a whole number from 0 to 100 a line but found an empty file",
                "synthetic: {mean-percent: 20}| planetlab: bad| 7: traces.planetlab: expected CPU traces but found one that is broken: guest:2: expected a whole number from 0 to 100 but found \"101\"",
                "mean-percent: 20| day-share: 2| 7: traces.synthetic.day-share: expected a share from 0 to 1 such as 0.01 or 1% but found '2'",
                "samples: 12| samples: 0| 8: samples: expected a whole number from 1 to 100000 but found '0'",
                "interval: 60s| interval: 500ms| 9: interval: expected whole seconds up to 24h but found 500ms",
                "lr:1.1| best| 10: strategy.consolidation.overload: expected thr, mad, iqr, lr or lrr, with or without a parameter such as mad:2.5 but found 'best'",
                "lr:1.1| thr:2| 10: strategy.consolidation.overload: expected thr, mad, iqr, lr or lrr, with or without a parameter such as mad:2.5 but found 'thr:2': thr.threshold: expected 0.0 to 1.0 but found 2.0",
                "selection: mu| selection: mc| 10: strategy.consolidation.selection: expected one of mmt, rc, mu but found 'mc'",
                "selection: mu| placement: any| 10: strategy.consolidation.placement: expected one of pabfd but found 'any'",
                "consolidation: {overload: 'lr:1.1', selection: mu}| balancing: {k: 9}| 10: strategy.balancing.k: expected at most n, which is 5 but found 9",
                "out-per-host: 1| out-per-host: 0| 11: migration-limits.out-per-host: expected a whole number from 1 to 1048576 but found '0'",
                "kind: cluster| kind: cluster~mode: live| 2: mode: expected simulated, as a cluster is not run for real, but found live",
                "kind: cluster| kind: party| 1: kind: expected one of migration, cluster but found 'party'",
            })
    void refusesAClusterThatIsNotAsExpected(String from, String to, String error) throws Exception {
        Files.createDirectory(directory.resolve("empty"));
        Files.writeString(Files.createDirectory(directory.resolve("blank")).resolve("guest"), "");
        Files.writeString(
                Files.createDirectory(directory.resolve("bad")).resolve("guest"), "5\n101\n");
        String yaml = CLUSTER.replace(from, to == null ? "" : to.replace('~', '\n'));
        YamlException e = assertThrows(YamlException.class, () -> read(yaml), yaml);
        Path file = directory.resolve("day.yaml");
        assertEquals(file + ":" + error.replace("DIR", directory.toString()), e.getMessage());
    }

    private ClusterScenario read(String yaml) throws Exception {
        return (ClusterScenario)
                ScenarioReader.read(Files.writeString(directory.resolve("day.yaml"), yaml));
    }
}
