package org.pagurus.experiments.scenario.read;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.scenario.About;
import org.pagurus.experiments.scenario.Scenario;
import org.pagurus.experiments.scenario.sweep.Repetitions;
import org.pagurus.experiments.scenario.sweep.Sweep;
import org.pagurus.experiments.scenario.sweep.SweptValue;
import org.pagurus.experiments.scenario.yaml.EitherType;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.Located;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.Place;
import org.pagurus.experiments.scenario.yaml.YamlException;
import org.pagurus.experiments.scenario.yaml.YamlFile;
import org.pagurus.experiments.scenario.yaml.YamlValue;

/**
 * A scenario with all points of its sweep. A point is the scenario's file with the point's values
 * in the place of the swept fields, read like any other, so that all that holds for a scenario
 * holds for each point. It is read when it is asked for: a hundred thousand of them would not fit
 * into memory.
 */
public final class ScenarioPoints {
    private static final Set<String> OWN_FIELDS =
            Set.of(CommonFields.SWEEP.name(), CommonFields.REPETITIONS.name());

    private static final ObjectType OWN =
            new ObjectType("a scenario", CommonFields.SWEEP, CommonFields.REPETITIONS);

    private final Path file;
    private final YamlFile whole;
    private final YamlFile base;
    private final FieldValues own;
    private final Sweep sweep;
    private final About about;
    private final Repetitions repetitions;

    private ScenarioPoints(Path file, YamlFile whole) throws YamlException {
        this.file = file;
        this.whole = whole;
        base = whole.without(OWN_FIELDS);
        own = whole.only(OWN_FIELDS).read(OWN);
        sweep = sweep(own);
        Scenario first = scenario(0);
        about = first.about();
        EitherType.@Nullable Read<Integer> read = own.find(CommonFields.REPETITIONS);
        repetitions = RepetitionFields.repetitions(read, first);
    }

    /**
     * Reads a scenario up to its first point. Paths in it are relative to its own directory.
     *
     * @throws YamlException names the file, the line and the field that is wrong
     */
    public static ScenarioPoints read(Path file) throws YamlException {
        return new ScenarioPoints(file, YamlFile.open(file));
    }

    /** What all points have. */
    public About about() {
        return about;
    }

    public Sweep sweep() {
        return sweep;
    }

    /** Where the sweep stands, or would. */
    public Place sweepPlace() {
        return own.place(CommonFields.SWEEP);
    }

    public Repetitions repetitions() {
        return repetitions;
    }

    /** Where the repetitions stand, or would. */
    public Place repetitionsPlace() {
        return own.place(CommonFields.REPETITIONS);
    }

    /** The same with another seed. */
    public ScenarioPoints withSeed(long seed) throws YamlException {
        YamlValue value = whole.value(CommonFields.SEED.name(), Long.toString(seed));
        return new ScenarioPoints(file, whole.with(CommonFields.SEED.name(), value));
    }

    /** How many points there are, 1 or more. */
    public int count() {
        return sweep.design().points();
    }

    /** All that the file says, by the paths of its fields. */
    public Map<String, String> texts() throws YamlException {
        return whole.texts();
    }

    /**
     * A point, with the scenario's seed.
     *
     * @throws YamlException when a value does not fit there
     */
    public Scenario scenario(int point) throws YamlException {
        try {
            return ScenarioReader.read(yaml(point), file);
        } catch (YamlException e) {
            throw atPoint(e, point);
        }
    }

    /**
     * A point with all that it leaves out; without sweep and repetitions.
     *
     * @throws YamlException when a value does not fit there
     */
    public FilledScenario filled(int point) throws YamlException {
        try {
            return ScenarioReader.readFilled(yaml(point), file);
        } catch (YamlException e) {
            throw atPoint(e, point);
        }
    }

    /**
     * The first point with all that it leaves out, and with sweep and repetitions: not what all
     * points have, where something that is left out follows from a swept field.
     */
    public FilledScenario filledFirst() throws YamlException {
        FilledScenario first = filled(0);
        FieldValues values =
                first.values()
                        .with(
                                CommonFields.REPETITIONS,
                                RepetitionFields.filled(
                                        own.find(CommonFields.REPETITIONS), repetitions));
        Map<String, Located<EitherType.Read<List<Located<YamlValue>>>>> swept =
                own.find(CommonFields.SWEEP);
        return new FilledScenario(
                first.type(),
                swept == null ? values : values.with(CommonFields.SWEEP, swept),
                first.scenario());
    }

    private YamlFile yaml(int point) throws YamlException {
        List<SweptValue> values = sweep.at(point);
        YamlFile yaml = base;
        for (int factor = 0; factor < values.size(); factor++) {
            yaml = yaml.with(sweep.fields().get(factor).path(), values.get(factor).value());
        }
        return yaml;
    }

    /**
     * An error in a swept value names it as the sweep has it; any other says at which point it is.
     */
    private YamlException atPoint(YamlException e, int point) {
        List<SweptValue> values = sweep.at(point);
        String path = e.place().path();
        for (int factor = 0; factor < values.size(); factor++) {
            String swept = sweep.fields().get(factor).path();
            if (SweepFields.isWithin(path, swept)) {
                String name = values.get(factor).name() + path.substring(swept.length());
                return e.place().named(name).says(e.problem());
            }
        }
        boolean isSwept = path.startsWith(CommonFields.SWEEP.name() + ".");
        return values.isEmpty() || isSwept
                ? e
                : e.place().says(e.problem() + ", with " + sweep.words(point));
    }

    private static Sweep sweep(FieldValues own) throws YamlException {
        Map<String, Located<EitherType.Read<List<Located<YamlValue>>>>> values =
                own.find(CommonFields.SWEEP);
        return values == null ? Sweep.NONE : SweepFields.sweep(values);
    }
}
