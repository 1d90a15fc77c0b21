package org.pagurus.experiments.scenario.read;

import static org.pagurus.experiments.scenario.yaml.Field.optional;
import static org.pagurus.experiments.scenario.yaml.Field.withDefault;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pagurus.experiments.scenario.About;
import org.pagurus.experiments.scenario.Mode;
import org.pagurus.experiments.scenario.yaml.EitherType;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.Located;
import org.pagurus.experiments.scenario.yaml.YamlValue;

/** The fields that every scenario has. */
final class CommonFields {
    static final Field<Kind> KIND =
            withDefault("kind", Types.oneOf(Kind.class), "What is run.", Kind.MIGRATION);
    static final Field<String> NAME =
            optional("name", Types.TEXT, "For reports; the file's name when left out.");
    static final Field<String> DESCRIPTION =
            withDefault("description", Types.TEXT, "One line: what it shows.", "");
    static final Field<Long> SEED = withDefault("seed", Types.SEED, "Of all random choices.", 1L);

    static final Field<Mode> MODE =
            withDefault(
                    "mode",
                    Types.oneOf(Mode.class),
                    "Simulated in virtual time, or live: for real, between host daemons.",
                    Mode.SIMULATED);

    static final Field<Map<String, Located<EitherType.Read<List<Located<YamlValue>>>>>> SWEEP =
            optional("sweep", SweepFields.TYPE, "Fields that take several values each.");
    static final Field<EitherType.Read<Integer>> REPETITIONS =
            optional(
                    "repetitions",
                    RepetitionFields.TYPE,
                    "How often each point is run, each time with another seed.");

    private CommonFields() {}

    /** The kinds of scenarios. */
    enum Kind {
        MIGRATION,
        CLUSTER
    }

    static About about(FieldValues values, Path file) {
        String name = values.find(NAME);
        return new About(
                name == null ? nameOf(file) : name, values.get(DESCRIPTION), values.get(SEED));
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    }
}
