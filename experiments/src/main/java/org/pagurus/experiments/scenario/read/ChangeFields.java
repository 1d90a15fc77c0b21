package org.pagurus.experiments.scenario.read;

import static org.pagurus.experiments.scenario.yaml.Field.optional;
import static org.pagurus.experiments.scenario.yaml.Field.required;
import static org.pagurus.experiments.scenario.yaml.Field.withDefault;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.experiments.option.ByteRate;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.scenario.LinkChangePlan;
import org.pagurus.experiments.scenario.LinkChangePlan.Change;
import org.pagurus.experiments.scenario.LinkChangePlan.Direction;
import org.pagurus.experiments.scenario.NetworkPlan;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.YamlException;

/** Something that happens to a link. */
final class ChangeFields {
    private enum State {
        CUT,
        RESTORED
    }

    private static final Field<DurationOption> AT =
            required("at", Types.TIME, "When, from the scenario's start.");
    static final Field<String> LINK =
            optional("link", Types.NAME, "Its name; may be left out when there is only one.");
    private static final Field<Direction> DIRECTION =
            withDefault(
                    "direction",
                    Types.oneOf(Direction.class),
                    "Which way; forth is away from the end that is named first.",
                    Direction.BOTH);
    private static final Field<State> STATE =
            optional("state", Types.oneOf(State.class), "Whether it carries anything.");
    private static final Field<ByteRate> RATE =
            optional("rate", Types.RATE, "What it carries from then on.");
    private static final Field<DurationOption> LATENCY =
            optional("latency", Types.TIME, "How long a byte is on its way from then on.");
    private static final Field<Double> LOSS =
            optional("loss", Types.SHARE, "The share that is lost from then on.");

    static final ObjectType TYPE =
            new ObjectType("a change", AT, LINK, DIRECTION, STATE, RATE, LATENCY, LOSS);

    private ChangeFields() {}

    static LinkChangePlan change(FieldValues values, NetworkPlan network) throws YamlException {
        List<String> names = network.links().stream().map(NetworkPlan.Link::name).toList();
        String named = values.find(LINK);
        values.expect(
                named != null || names.size() == 1, LINK, "a link, of which there are several");
        values.expect(named == null || names.contains(named), LINK, "a link of the network");
        List<Change> changes = changes(values);
        if (changes.isEmpty()) {
            throw values.place().wrong("a state, rate, latency or loss", "none");
        }
        return new LinkChangePlan(
                values.get(AT).ns(),
                named == null ? names.getFirst() : named,
                values.get(DIRECTION),
                changes);
    }

    /** Refuses what can't happen to a real link: there the kernel cuts it, or sets its rate. */
    static void checkLive(FieldValues values) throws YamlException {
        for (Field<?> field : List.of(LATENCY, LOSS)) {
            values.expect(!values.has(field), field, "none with mode live");
        }
        if (values.get(DIRECTION) != Direction.BOTH) {
            throw values.place(DIRECTION)
                    .wrong("both with mode live", Types.label(values.get(DIRECTION)));
        }
    }

    private static List<Change> changes(FieldValues values) throws YamlException {
        List<Change> changes = new ArrayList<>();
        ByteRate rate = values.find(RATE);
        if (rate != null) {
            NetworkFields.expectRate(values, RATE, rate);
            changes.add(new Change.Rate(rate.bytesPerSecond()));
        }
        DurationOption latency = values.find(LATENCY);
        if (latency != null) {
            NetworkFields.expectLatency(values, LATENCY, latency);
            changes.add(new Change.Latency(latency.ns()));
        }
        Double loss = values.find(LOSS);
        if (loss != null) {
            NetworkFields.expectLoss(values, LOSS, loss);
            changes.add(new Change.Loss(loss));
        }
        State state = values.find(STATE);
        if (state != null) {
            changes.add(state == State.CUT ? new Change.Cut() : new Change.Restore());
        }
        return changes;
    }
}
