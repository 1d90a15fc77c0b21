package org.pagurus.experiments.scenario.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.NetworkPlan;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.Located;

/**
 * Fills in what a scenario of migrations leaves out and what follows from its other fields. What is
 * the same wherever it is left out, its field says.
 */
final class ScenarioFill {
    private ScenarioFill() {}

    /**
     * @param scenario what the values come to
     */
    static FieldValues filled(FieldValues values, MigrationScenario scenario) {
        FieldValues filled = values.filled(CommonFields.NAME, scenario.about().name());
        filled = guests(filled, scenario);
        filled = links(filled, scenario.network());
        filled =
                filled.filled(
                        ScenarioFields.SETTINGS,
                        FieldValues.none(filled.place(ScenarioFields.SETTINGS)));
        filled = migrations(filled, scenario);
        filled = changes(filled, scenario);
        Path costs = scenario.costs();
        return costs == null ? filled : filled.with(ScenarioFields.COSTS, costs);
    }

    private static FieldValues guests(FieldValues values, MigrationScenario scenario) {
        FieldValues only = values.find(ScenarioFields.GUEST);
        if (only != null) {
            return values.with(
                    ScenarioFields.GUEST, GuestFields.filled(only, scenario.guests().getFirst()));
        }
        Map<String, Located<FieldValues>> guests = new LinkedHashMap<>();
        values.get(ScenarioFields.GUESTS)
                .forEach(
                        (name, guest) ->
                                guests.put(
                                        name,
                                        new Located<>(
                                                GuestFields.filled(
                                                        guest.value(), scenario.guest(name)),
                                                guest.place())));
        return values.with(ScenarioFields.GUESTS, guests);
    }

    private static FieldValues links(FieldValues values, NetworkPlan network) {
        FieldValues topology = values.find(ScenarioFields.TOPOLOGY);
        if (topology == null) {
            return values;
        }
        List<Located<FieldValues>> links = new ArrayList<>();
        for (Located<FieldValues> link : topology.get(NetworkFields.LINKS)) {
            String name = network.links().get(links.size()).name();
            links.add(new Located<>(link.value().filled(NetworkFields.NAME, name), link.place()));
        }
        return values.with(ScenarioFields.TOPOLOGY, topology.with(NetworkFields.LINKS, links));
    }

    private static FieldValues migrations(FieldValues values, MigrationScenario scenario) {
        FieldValues only = values.find(ScenarioFields.MIGRATION);
        if (only != null) {
            return values.with(
                    ScenarioFields.MIGRATION,
                    MigrationFields.filled(only, scenario.migrations().getFirst()));
        }
        List<Located<FieldValues>> migrations = new ArrayList<>();
        for (Located<FieldValues> each : values.get(ScenarioFields.MIGRATIONS)) {
            MigrationPlan plan = scenario.migrations().get(migrations.size());
            migrations.add(new Located<>(MigrationFields.filled(each.value(), plan), each.place()));
        }
        return values.with(ScenarioFields.MIGRATIONS, migrations);
    }

    private static FieldValues changes(FieldValues values, MigrationScenario scenario) {
        List<Located<FieldValues>> changes = new ArrayList<>();
        for (Located<FieldValues> each : values.get(ScenarioFields.CHANGES)) {
            String link = scenario.changes().get(changes.size()).link();
            changes.add(new Located<>(each.value().filled(ChangeFields.LINK, link), each.place()));
        }
        return values.with(ScenarioFields.CHANGES, changes);
    }
}
