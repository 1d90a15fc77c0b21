package org.pagurus.experiments.scenario.read;

import static org.pagurus.experiments.scenario.yaml.Field.optional;
import static org.pagurus.experiments.scenario.yaml.Field.withDefault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.scenario.Fidelity;
import org.pagurus.experiments.scenario.GuestPlan;
import org.pagurus.experiments.scenario.LinkChangePlan;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.Mode;
import org.pagurus.experiments.scenario.NetworkPlan;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ListType;
import org.pagurus.experiments.scenario.yaml.Located;
import org.pagurus.experiments.scenario.yaml.NamedType;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.YamlException;

/**
 * A scenario of migrations. Each part has a short form for one of it and a long one for several: a
 * guest or guests, a link or a topology, a migration or migrations.
 */
final class ScenarioFields {
    private static final int MAX_MIGRATIONS = 10_000;
    private static final int MAX_CHANGES = 10_000;

    static final Field<Fidelity> FIDELITY =
            withDefault(
                    "fidelity",
                    Types.oneOf(Fidelity.class),
                    "How finely migrations are simulated.",
                    Fidelity.EXACT);
    static final Field<FieldValues> GUEST =
            optional("guest", GuestFields.TYPE, "The only guest, called guest.");
    static final Field<Map<String, Located<FieldValues>>> GUESTS =
            optional(
                    "guests",
                    new NamedType<>("guests", Types.NAME, GuestFields.TYPE, MAX_MIGRATIONS),
                    "Several guests by name.");
    static final Field<FieldValues> LINK =
            optional(
                    "link",
                    NetworkFields.LINK,
                    "The only link, called link, between hosts source and destination.");
    static final Field<FieldValues> TOPOLOGY =
            optional("topology", NetworkFields.TOPOLOGY, "Several hosts and links.");
    static final Field<FieldValues> SETTINGS =
            optional("settings", SettingsFields.TYPE, "What holds for all migrations.");
    static final Field<FieldValues> MIGRATION =
            optional("migration", MigrationFields.TYPE, "The only migration.");
    static final Field<List<Located<FieldValues>>> MIGRATIONS =
            optional(
                    "migrations",
                    new ListType<>("migrations", MigrationFields.TYPE, 1, MAX_MIGRATIONS),
                    "Several migrations, each of another guest.");
    static final Field<List<Located<FieldValues>>> CHANGES =
            withDefault(
                    "changes",
                    new ListType<>("changes", ChangeFields.TYPE, 0, MAX_CHANGES),
                    "What happens to links over time.",
                    List.of());
    static final Field<Path> COSTS =
            optional("costs", Types.PATH, "What work takes, as pagurus calibrate writes it.");

    static final ObjectType TYPE =
            new ObjectType(
                            "a scenario",
                            CommonFields.KIND,
                            CommonFields.NAME,
                            CommonFields.DESCRIPTION,
                            CommonFields.SEED,
                            CommonFields.MODE,
                            CommonFields.SWEEP,
                            CommonFields.REPETITIONS,
                            FIDELITY,
                            GUEST,
                            GUESTS,
                            LINK,
                            TOPOLOGY,
                            SETTINGS,
                            MIGRATION,
                            MIGRATIONS,
                            CHANGES,
                            COSTS)
                    .either(GUEST, GUESTS)
                    .either(LINK, TOPOLOGY)
                    .either(MIGRATION, MIGRATIONS);

    private static final String ONLY_GUEST = "guest";

    private ScenarioFields() {}

    static MigrationScenario scenario(FieldValues values, Path file) throws YamlException {
        List<GuestPlan> guests = guests(values, file);
        NetworkPlan network = network(values);
        MigrationScenario scenario =
                new MigrationScenario(
                        CommonFields.about(values, file),
                        values.get(CommonFields.MODE),
                        values.get(FIDELITY),
                        guests,
                        network,
                        migrations(
                                values, new MigrationFields(guests, network, values.get(FIDELITY))),
                        changes(values, network),
                        costs(values, file));
        if (scenario.mode() == Mode.LIVE) {
            LiveFields.check(values, scenario);
        }
        return scenario;
    }

    private static List<GuestPlan> guests(FieldValues values, Path file) throws YamlException {
        FieldValues only = values.find(GUEST);
        if (only != null) {
            return List.of(GuestFields.guest(ONLY_GUEST, only, file));
        }
        List<GuestPlan> guests = new ArrayList<>();
        for (Map.Entry<String, Located<FieldValues>> guest : values.get(GUESTS).entrySet()) {
            guests.add(GuestFields.guest(guest.getKey(), guest.getValue().value(), file));
        }
        return guests;
    }

    private static NetworkPlan network(FieldValues values) throws YamlException {
        FieldValues link = values.find(LINK);
        return link == null
                ? NetworkFields.network(values.get(TOPOLOGY))
                : NetworkFields.pair(link);
    }

    private static List<MigrationPlan> migrations(FieldValues values, MigrationFields fields)
            throws YamlException {
        FieldValues general = values.find(SETTINGS);
        FieldValues only = values.find(MIGRATION);
        List<MigrationPlan> migrations = new ArrayList<>();
        if (only != null) {
            migrations.add(fields.migration(only, general));
        } else {
            for (Located<FieldValues> each : values.get(MIGRATIONS)) {
                migrations.add(fields.migration(each.value(), general));
            }
        }
        return migrations;
    }

    private static List<LinkChangePlan> changes(FieldValues values, NetworkPlan network)
            throws YamlException {
        List<LinkChangePlan> changes = new ArrayList<>();
        for (Located<FieldValues> each : values.get(CHANGES)) {
            changes.add(ChangeFields.change(each.value(), network));
        }
        return changes;
    }

    private static @Nullable Path costs(FieldValues values, Path file) throws YamlException {
        Path named = values.find(COSTS);
        if (named == null) {
            return null;
        }
        Path costs = ScenarioReader.resolve(file, named);
        values.expect(Files.isRegularFile(costs), COSTS, "a file that exists");
        return costs;
    }
}
