package org.pagurus.experiments.scenario.read;

import static org.pagurus.experiments.scenario.yaml.Field.required;
import static org.pagurus.experiments.scenario.yaml.Field.withDefault;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pagurus.experiments.scenario.sweep.Range;
import org.pagurus.experiments.scenario.sweep.Scale;
import org.pagurus.experiments.scenario.sweep.Sweep;
import org.pagurus.experiments.scenario.sweep.SweptField;
import org.pagurus.experiments.scenario.sweep.SweptValue;
import org.pagurus.experiments.scenario.yaml.AnyType;
import org.pagurus.experiments.scenario.yaml.EitherType;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ListType;
import org.pagurus.experiments.scenario.yaml.Located;
import org.pagurus.experiments.scenario.yaml.NamedType;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.Place;
import org.pagurus.experiments.scenario.yaml.ScalarForm;
import org.pagurus.experiments.scenario.yaml.ScalarType;
import org.pagurus.experiments.scenario.yaml.YamlException;
import org.pagurus.experiments.scenario.yaml.YamlValue;

/** Which values which fields take: lists of them, or ranges. */
final class SweepFields {
    private static final Field<YamlValue> FROM =
            required("from", new AnyType("a value with its unit"), "The first value.");
    private static final Field<YamlValue> TO =
            required("to", new AnyType("a value with its unit"), "The last value.");
    private static final Field<Integer> STEPS =
            required(
                    "steps",
                    Types.whole(2, Sweep.MAX_POINTS),
                    "How many values there are, both ends included.");
    private static final Field<Scale> SCALE =
            withDefault(
                    "scale",
                    Types.oneOf(Scale.class),
                    "Whether they lie at even differences or ratios.",
                    Scale.LINEAR);

    private static final String PATH_FORM = "[a-zA-Z0-9._\\[\\]-]{1,200}";

    private static final ScalarType<String> PATH =
            ScalarType.of(
                    "the path of a field such as link.rate or migrations[0].start",
                    new ScalarForm.Word(PATH_FORM),
                    text -> {
                        Types.require(text.matches(PATH_FORM));
                        return text;
                    });

    static final NamedType<EitherType.Read<List<Located<YamlValue>>>> TYPE =
            new NamedType<>(
                    "swept fields",
                    PATH,
                    new EitherType<>(
                            new ObjectType("a range", FROM, TO, STEPS, SCALE),
                            new ListType<>("values", new AnyType("a value"), 1, Sweep.MAX_POINTS)),
                    Sweep.MAX_FIELDS);

    /** What a scenario is called, is, or is made from. */
    private static final Set<String> NOT_SWEPT =
            Set.of("kind", "mode", "name", "description", "seed", "sweep", "repetitions");

    private SweepFields() {}

    static Sweep sweep(Map<String, Located<EitherType.Read<List<Located<YamlValue>>>>> values)
            throws YamlException {
        List<SweptField> fields = new ArrayList<>();
        long points = 1;
        for (var entry : values.entrySet()) {
            String path = entry.getKey();
            Place place = entry.getValue().place();
            checkPath(path, place, fields);
            EitherType.Read<List<Located<YamlValue>>> read = entry.getValue().value();
            List<SweptValue> taken =
                    read.fields() == null ? list(path, read.value()) : range(path, read.fields());
            points *= taken.size();
            if (points > Sweep.MAX_POINTS) {
                throw place.wrong("at most " + Sweep.MAX_POINTS + " points in all", points);
            }
            fields.add(new SweptField(path, taken));
        }
        return new Sweep(fields);
    }

    private static void checkPath(String path, Place place, List<SweptField> before)
            throws YamlException {
        String first = path.split("[.\\[]", 2)[0];
        if (NOT_SWEPT.contains(first)) {
            throw place.wrong("a field that points may differ in", first);
        }
        for (SweptField other : before) {
            if (isWithin(path, other.path()) || isWithin(other.path(), path)) {
                throw place.wrong(
                        "a field that shares nothing with another", path + " and " + other.path());
            }
        }
    }

    /** Whether one path is another's, or leads further. */
    static boolean isWithin(String path, String other) {
        return path.startsWith(other)
                && (path.length() == other.length()
                        || ".[".indexOf(path.charAt(other.length())) >= 0);
    }

    private static List<SweptValue> list(String path, List<Located<YamlValue>> values)
            throws YamlException {
        List<SweptValue> taken = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        for (Located<YamlValue> each : values) {
            String label = each.value().text();
            if (label == null) {
                throw each.place()
                        .wrong(
                                "a value of at most " + YamlValue.MAX_CHARS + " characters",
                                "a longer one, or one that is not on one line");
            }
            if (!labels.add(label)) {
                throw each.place().wrong("each value once", label + " again");
            }
            String name = "sweep." + path + "[" + taken.size() + "]";
            taken.add(new SweptValue(label, name, each.value()));
        }
        return taken;
    }

    private static List<SweptValue> range(String path, FieldValues range) throws YamlException {
        YamlValue from = range.get(FROM);
        List<String> labels;
        try {
            labels =
                    Range.values(
                            String.valueOf(from.text()),
                            String.valueOf(range.get(TO).text()),
                            range.get(STEPS),
                            range.get(SCALE));
        } catch (IllegalArgumentException e) {
            throw range.place().says(String.valueOf(e.getMessage()));
        }
        return labels.stream()
                .map(label -> new SweptValue(label, "sweep." + path, from.withText(label)))
                .toList();
    }
}
