package org.pagurus.experiments.scenario.read;

import static org.pagurus.experiments.scenario.yaml.Field.optional;
import static org.pagurus.experiments.scenario.yaml.Field.withDefault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pagurus.experiments.scenario.DemandPlan;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.YamlException;
import org.pagurus.simulator.cluster.trace.CpuTraceReader;
import org.pagurus.simulator.cluster.trace.TraceException;
import org.pagurus.simulator.cluster.trace.TraceModel;

/** Where a cluster's CPU demand comes from: recorded traces, or made-up ones. */
final class DemandFields {
    private static final TraceModel MODEL = TraceModel.DEFAULT;

    private static final Field<Path> PLANETLAB =
            optional(
                    "planetlab",
                    Types.PATH,
                    "A directory of files with one whole percentage a line, one file a guest.");

    private static final Field<Double> MEAN =
            withDefault(
                    "mean-percent",
                    Types.number(0, 100),
                    "Mean of the guests' levels.",
                    MODEL.meanPercent());
    private static final Field<Double> PERSISTENCE =
            withDefault(
                    "persistence",
                    Types.number(0, 1),
                    "Of the noise: 0 forgets at once, 1 never.",
                    MODEL.persistence());
    private static final Field<Double> NOISE =
            withDefault(
                    "noise-percent",
                    Types.number(0, 100),
                    "Standard deviation of what each sample adds.",
                    MODEL.noisePercent());
    private static final Field<Double> DAY =
            withDefault(
                    "day-share",
                    Types.SHARE,
                    "How far the level goes up and down over a day.",
                    MODEL.dayShare());
    private static final Field<Double> BURST_CHANCE =
            withDefault(
                    "burst-chance",
                    Types.SHARE,
                    "That a burst starts, per sample.",
                    MODEL.burstChance());
    private static final Field<Double> BURST_SAMPLES =
            withDefault(
                    "burst-samples",
                    Types.number(1, 1e6),
                    "Mean length of a burst.",
                    MODEL.burstSamples());
    private static final Field<Double> BURST_PERCENT =
            withDefault(
                    "burst-percent",
                    Types.number(0, 100),
                    "The level in a burst.",
                    MODEL.burstPercent());
    private static final Field<FieldValues> SYNTHETIC =
            optional(
                    "synthetic",
                    new ObjectType(
                            "synthetic traces",
                            MEAN,
                            PERSISTENCE,
                            NOISE,
                            DAY,
                            BURST_CHANCE,
                            BURST_SAMPLES,
                            BURST_PERCENT),
                    "Made up from the seed; {} for all defaults.");

    static final ObjectType TYPE =
            new ObjectType("traces", PLANETLAB, SYNTHETIC).either(PLANETLAB, SYNTHETIC);

    private DemandFields() {}

    static DemandPlan demand(FieldValues values, Path file) throws YamlException {
        FieldValues model = values.find(SYNTHETIC);
        return model == null ? recorded(values, file) : new DemandPlan.Synthetic(model(model));
    }

    /** The fields with an absolute path. */
    static FieldValues filled(FieldValues values, Path file) {
        Path directory = values.find(PLANETLAB);
        return directory == null
                ? values
                : values.with(PLANETLAB, ScenarioReader.resolve(file, directory));
    }

    private static DemandPlan recorded(FieldValues values, Path file) throws YamlException {
        Path directory = ScenarioReader.resolve(file, values.get(PLANETLAB));
        values.expect(Files.isDirectory(directory), PLANETLAB, "a directory that exists");
        try {
            return new DemandPlan.Recorded(
                    CpuTraceReader.readDirectory(directory, ClusterFields.MAX_SAMPLES));
        } catch (TraceException e) {
            throw values.place(PLANETLAB)
                    .wrong("CPU traces", "one that is broken: " + e.getMessage());
        } catch (IOException e) {
            throw values.place(PLANETLAB)
                    .wrong("a directory that can be read", "one that can't: " + e);
        }
    }

    private static TraceModel model(FieldValues values) {
        return new TraceModel(
                values.get(MEAN),
                values.get(PERSISTENCE),
                values.get(NOISE),
                values.get(DAY),
                values.get(BURST_CHANCE),
                values.get(BURST_SAMPLES),
                values.get(BURST_PERCENT));
    }
}
