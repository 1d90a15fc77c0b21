package org.pagurus.experiments.scenario.read;

import static org.pagurus.experiments.scenario.yaml.Field.optional;
import static org.pagurus.experiments.scenario.yaml.Field.withDefault;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.scenario.Fidelity;
import org.pagurus.experiments.scenario.GuestPlan;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.NetworkPlan;
import org.pagurus.experiments.scenario.SimulatedNetwork;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.YamlException;

/** Migrations: whose, from where to where, when, and how. */
final class MigrationFields {
    private static final Field<String> GUEST =
            optional("guest", Types.NAME, "Its name; may be left out when there is only one.");
    private static final Field<String> FROM =
            optional("from", Types.NAME, "The host it runs on; source when there is one link.");
    private static final Field<String> TO =
            optional("to", Types.NAME, "The host it goes to; destination when there is one link.");
    private static final Field<DurationOption> START =
            withDefault(
                    "start",
                    Types.TIME,
                    "When it starts, from the scenario's start.",
                    new DurationOption(0));

    static final ObjectType TYPE =
            new ObjectType(
                    "a migration",
                    Stream.concat(
                                    Stream.of(GUEST, FROM, TO, START),
                                    Stream.of(SettingsFields.all()))
                            .toArray(Field<?>[]::new));

    private final Map<String, GuestPlan> guests = new LinkedHashMap<>();
    private final NetworkPlan plan;
    private final SimulatedNetwork network;
    private final Fidelity fidelity;
    private final Set<String> moved = new HashSet<>();

    MigrationFields(List<GuestPlan> guests, NetworkPlan plan, Fidelity fidelity) {
        this.fidelity = fidelity;
        guests.forEach(guest -> this.guests.put(guest.name(), guest));
        this.plan = plan;
        this.network = SimulatedNetwork.of(plan);
    }

    /**
     * The next one.
     *
     * @param general what holds for all, where this one says nothing
     */
    MigrationPlan migration(FieldValues own, @Nullable FieldValues general) throws YamlException {
        GuestPlan guest = guest(own);
        String from = host(own, FROM, NetworkFields.SOURCE);
        String to = host(own, TO, NetworkFields.DESTINATION);
        if (from.equals(to)) {
            throw own.place(TO).wrong("another host than " + from, "the same");
        }
        if (!network.joins(from, to)) {
            throw own.place(TO).wrong("a host that can be reached from " + from, to);
        }
        FieldValues all = general == null ? own : own.over(general);
        return new MigrationPlan(
                guest.name(),
                from,
                to,
                own.get(START).ns(),
                SettingsFields.settings(all, guest.memoryBytes()),
                SettingsFields.limiter(all, fidelity));
    }

    /** The fields with what follows from others; what holds for all is under settings. */
    static FieldValues filled(FieldValues own, MigrationPlan plan) {
        return SettingsFields.filled(own, plan.settings())
                .filled(GUEST, plan.guest())
                .filled(FROM, plan.from())
                .filled(TO, plan.to())
                .undefaulted(List.of(SettingsFields.all()));
    }

    private GuestPlan guest(FieldValues own) throws YamlException {
        String named = own.find(GUEST);
        own.expect(
                named != null || guests.size() == 1, GUEST, "a guest, of which there are several");
        String name = named == null ? guests.keySet().iterator().next() : named;
        GuestPlan guest = guests.get(name);
        if (guest == null) {
            throw own.place(GUEST).wrong("a guest of the scenario", name);
        }
        if (!moved.add(name)) {
            throw own.place(GUEST).wrong("a guest that no other migration moves", name);
        }
        return guest;
    }

    private String host(FieldValues own, Field<String> field, String ofOneLink)
            throws YamlException {
        String named = own.find(field);
        String name = named == null && plan.hosts().contains(ofOneLink) ? ofOneLink : named;
        if (name == null || !plan.hosts().contains(name)) {
            throw own.place(field)
                    .wrong("a host of the scenario", name == null ? "no such field" : name);
        }
        return name;
    }
}
