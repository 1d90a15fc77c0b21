package org.pagurus.experiments.scenario.read;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.scenario.Fidelity;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.SimulatedNetwork;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.Located;
import org.pagurus.experiments.scenario.yaml.Place;
import org.pagurus.experiments.scenario.yaml.YamlException;
import org.pagurus.simulator.link.Link;

/**
 * What a scenario may not have that is run for real. Its hosts are processes on one machine: where
 * two have a single link, that can be a real one; any other link is only a rate that each migration
 * keeps to by itself.
 */
final class LiveFields {
    /** A thread each, a client and a connection. */
    private static final int MAX_MIGRATIONS = 64;

    /** A process each. */
    private static final int MAX_HOSTS = 16;

    private static final String LIVE = " with mode live";

    private LiveFields() {}

    /**
     * Refuses what can't be done.
     *
     * @param values those that the scenario was made of
     */
    static void check(FieldValues values, MigrationScenario scenario) throws YamlException {
        if (scenario.fidelity() != Fidelity.EXACT) {
            throw values.place(ScenarioFields.FIDELITY)
                    .wrong("exact" + LIVE + ", where pages are real,", "fluid");
        }
        values.expect(
                !values.has(ScenarioFields.COSTS),
                ScenarioFields.COSTS,
                "none" + LIVE + ", where work takes what it takes,");
        checkLinks(values);
        expectAtMost(MAX_MIGRATIONS, "migrations", scenario.migrations().size(), values);
        expectAtMost(MAX_HOSTS, "hosts that they concern", hosts(scenario), values);
        if (scenario.network().isPair()) {
            checkChanges(values);
        } else {
            checkNothingIsShared(values, scenario);
        }
    }

    private static int hosts(MigrationScenario scenario) {
        Set<String> hosts = new HashSet<>();
        for (MigrationPlan migration : scenario.migrations()) {
            hosts.add(migration.from());
            hosts.add(migration.to());
        }
        return hosts.size();
    }

    private static void expectAtMost(int most, String what, int found, FieldValues values)
            throws YamlException {
        if (found > most) {
            throw values.place(ScenarioFields.MIGRATIONS)
                    .wrong("at most " + most + " " + what + LIVE, found);
        }
    }

    private static void checkLinks(FieldValues values) throws YamlException {
        FieldValues only = values.find(ScenarioFields.LINK);
        if (only != null) {
            checkLink(only);
            return;
        }
        FieldValues topology = values.get(ScenarioFields.TOPOLOGY);
        for (Located<FieldValues> link : topology.get(NetworkFields.LINKS)) {
            checkLink(link.value());
        }
    }

    private static void checkLink(FieldValues link) throws YamlException {
        link.expect(
                link.get(NetworkFields.LATENCY).ns() == 0,
                NetworkFields.LATENCY,
                new DurationOption(0) + LIVE + ", where a link has this machine's own,");
        link.expect(
                link.get(NetworkFields.LOSS) == 0,
                NetworkFields.LOSS,
                "0" + LIVE + ", where a link loses nothing,");
    }

    private static void checkChanges(FieldValues values) throws YamlException {
        for (Located<FieldValues> each : values.get(ScenarioFields.CHANGES)) {
            ChangeFields.checkLive(each.value());
        }
    }

    private static void checkNothingIsShared(FieldValues values, MigrationScenario scenario)
            throws YamlException {
        List<Located<FieldValues>> changes = values.get(ScenarioFields.CHANGES);
        if (!changes.isEmpty()) {
            throw changes.getFirst()
                    .place()
                    .wrong("none" + LIVE + " but where two hosts have a single link,", "one");
        }
        SimulatedNetwork network = SimulatedNetwork.of(scenario.network());
        Map<Link, Integer> users = new HashMap<>();
        for (int number = 0; number < scenario.migrations().size(); number++) {
            MigrationPlan migration = scenario.migrations().get(number);
            for (Link link : network.path(migration.from(), migration.to()).links()) {
                Integer other = users.putIfAbsent(link, number);
                if (other != null) {
                    Place place = values.get(ScenarioFields.MIGRATIONS).get(number).place();
                    throw place.wrong(
                            "links of its own" + LIVE + ", but where two hosts have a single link,",
                            "one that migrations[" + other + "] has too");
                }
            }
        }
    }
}
