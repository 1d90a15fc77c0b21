package org.pagurus.experiments.scenario.read;

import static org.pagurus.experiments.scenario.yaml.Field.optional;
import static org.pagurus.experiments.scenario.yaml.Field.required;
import static org.pagurus.experiments.scenario.yaml.Field.withDefault;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pagurus.experiments.option.ByteRate;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.scenario.NetworkPlan;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ListType;
import org.pagurus.experiments.scenario.yaml.Located;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.Place;
import org.pagurus.experiments.scenario.yaml.YamlException;
import org.pagurus.simulator.link.LinkSpec;

/** One link between two hosts, or a topology. */
final class NetworkFields {
    /** The hosts of the short form. */
    static final String SOURCE = "source";

    static final String DESTINATION = "destination";

    private static final int MAX_NODES = 10_000;
    private static final int MAX_LINKS = 20_000;
    private static final String ONLY_LINK = "link";

    static final Field<ByteRate> RATE =
            required("rate", Types.RATE, "Bytes per second in each direction.");
    static final Field<DurationOption> LATENCY =
            withDefault(
                    "latency", Types.TIME, "How long a byte is on its way.", new DurationOption(0));
    static final Field<Double> LOSS =
            withDefault("loss", Types.SHARE, "The share that is lost and sent again.", 0.0);

    static final ObjectType LINK = new ObjectType("a link", RATE, LATENCY, LOSS);

    static final Field<String> NAME =
            optional("name", Types.NAME, "For changes; both ends joined by - when left out.");
    private static final Field<List<Located<String>>> BETWEEN =
            required(
                    "between",
                    new ListType<>("hosts or switches", Types.NAME, 2, 2),
                    "The two that it joins.");
    private static final Field<List<Located<String>>> HOSTS =
            required("hosts", new ListType<>("hosts", Types.NAME, 2, MAX_NODES), "Their names.");
    private static final Field<List<Located<String>>> SWITCHES =
            withDefault(
                    "switches",
                    new ListType<>("switches", Types.NAME, 0, MAX_NODES),
                    "Their names.",
                    List.of());
    static final Field<List<Located<FieldValues>>> LINKS =
            required(
                    "links",
                    new ListType<>(
                            "links",
                            new ObjectType("a link", NAME, BETWEEN, RATE, LATENCY, LOSS),
                            1,
                            MAX_LINKS),
                    "What joins them.");

    static final ObjectType TOPOLOGY = new ObjectType("a topology", HOSTS, SWITCHES, LINKS);

    private NetworkFields() {}

    /** Two hosts and the link between them. */
    static NetworkPlan pair(FieldValues values) throws YamlException {
        return new NetworkPlan(
                List.of(SOURCE, DESTINATION),
                List.of(),
                List.of(new NetworkPlan.Link(ONLY_LINK, SOURCE, DESTINATION, spec(values))));
    }

    static NetworkPlan network(FieldValues values) throws YamlException {
        Set<String> nodes = new HashSet<>();
        List<String> hosts = names(values.get(HOSTS), nodes);
        List<String> switches = names(values.get(SWITCHES), nodes);
        Set<String> taken = new HashSet<>();
        List<NetworkPlan.Link> links = new ArrayList<>();
        for (Located<FieldValues> each : values.get(LINKS)) {
            links.add(link(each.value(), nodes, taken));
        }
        return new NetworkPlan(hosts, switches, links);
    }

    private static NetworkPlan.Link link(FieldValues values, Set<String> nodes, Set<String> taken)
            throws YamlException {
        List<Located<String>> ends = values.get(BETWEEN);
        for (Located<String> end : ends) {
            if (!nodes.contains(end.value())) {
                throw end.place().wrong("a host or switch of the topology", end.value());
            }
        }
        String first = ends.getFirst().value();
        String second = ends.getLast().value();
        if (first.equals(second)) {
            throw ends.getLast().place().wrong("another than " + first, "the same");
        }
        String named = values.find(NAME);
        String name = named == null ? first + "-" + second : named;
        if (!taken.add(name)) {
            throw values.place(NAME).wrong("a name that no other link has", name);
        }
        return new NetworkPlan.Link(name, first, second, spec(values));
    }

    private static List<String> names(List<Located<String>> named, Set<String> taken)
            throws YamlException {
        List<String> names = new ArrayList<>();
        for (Located<String> name : named) {
            Place place = name.place();
            if (!taken.add(name.value())) {
                throw place.wrong("a name that no other host or switch has", name.value());
            }
            names.add(name.value());
        }
        return names;
    }

    private static LinkSpec spec(FieldValues values) throws YamlException {
        expectRate(values, RATE, values.get(RATE));
        expectLatency(values, LATENCY, values.get(LATENCY));
        expectLoss(values, LOSS, values.get(LOSS));
        return new LinkSpec(
                values.get(RATE).bytesPerSecond(), values.get(LATENCY).ns(), values.get(LOSS));
    }

    static void expectRate(FieldValues values, Field<ByteRate> field, ByteRate rate)
            throws YamlException {
        ByteRate most = new ByteRate((long) LinkSpec.MOST_BYTES_PER_SECOND);
        values.expect(
                rate.bytesPerSecond() > 0 && rate.bytesPerSecond() <= most.bytesPerSecond(),
                field,
                "more than 0 and at most " + most);
    }

    static void expectLatency(FieldValues values, Field<DurationOption> field, DurationOption time)
            throws YamlException {
        values.expect(
                time.ns() <= LinkSpec.MOST_LATENCY_NS,
                field,
                "at most " + new DurationOption(LinkSpec.MOST_LATENCY_NS));
    }

    static void expectLoss(FieldValues values, Field<Double> field, double share)
            throws YamlException {
        values.expect(share < 1, field, "less than 1");
    }
}
