package org.pagurus.experiments.scenario.read;

import static org.pagurus.experiments.scenario.yaml.Field.required;
import static org.pagurus.experiments.scenario.yaml.Field.withDefault;

import java.nio.file.Files;
import java.nio.file.Path;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.option.GuestDefaults;
import org.pagurus.experiments.scenario.GuestPlan;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.YamlException;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.traced.TraceDirectory;
import org.pagurus.guest.traced.TracedConfig;
import org.pagurus.simulator.service.ServiceLoad;

/** The trace that a guest replays. */
final class TraceFields {
    private static final Field<Path> DIRECTORY =
            required("directory", Types.PATH, "A page trace (docs/traces.md).");
    private static final Field<DurationOption> OFFSET =
            withDefault("offset", Types.TIME, "Where in it to begin.", DurationOption.parse("0s"));
    private static final Field<Double> SPEED =
            withDefault(
                    "speed",
                    Types.number(0.01, 100),
                    "How many times as fast as it was recorded.",
                    1.0);
    private static final Field<Boolean> LOOP =
            withDefault("loop", Types.BOOLEAN, "Whether it begins again after the end.", true);

    static final ObjectType TYPE = new ObjectType("a trace", DIRECTORY, OFFSET, SPEED, LOOP);

    private TraceFields() {}

    static GuestPlan traced(String name, FieldValues values, ServiceLoad load, Path file)
            throws YamlException {
        Path directory = ScenarioReader.resolve(file, values.get(DIRECTORY));
        TraceDirectory trace = open(values, directory);
        if (!directory.endsWith(trace.name())) {
            throw values.place(DIRECTORY)
                    .wrong(
                            "a directory called " + trace.name() + ", as its trace.json says",
                            values.get(DIRECTORY));
        }
        long lengthNs = 0;
        for (int interval = 0; interval < trace.intervalCount(); interval++) {
            lengthNs += trace.durationNs(interval);
        }
        values.expect(
                values.get(OFFSET).ns() < lengthNs,
                OFFSET,
                "less than the trace's " + new DurationOption(lengthNs));
        return new GuestPlan.Traced(
                name,
                TracedConfig.of(trace, GuestDefaults.SERVICE_BYTES).memoryBytes(trace),
                GuestDefaults.SERVICE_BYTES,
                load,
                directory,
                trace,
                values.get(OFFSET).ns(),
                values.get(SPEED),
                values.get(LOOP));
    }

    /** The fields with an absolute path. */
    static FieldValues filled(FieldValues values, GuestPlan.Traced plan) {
        return values.with(DIRECTORY, plan.directory());
    }

    private static TraceDirectory open(FieldValues values, Path directory) throws YamlException {
        values.expect(
                Files.isRegularFile(directory.resolve("trace.json")),
                DIRECTORY,
                "a directory with a trace.json");
        try {
            return TraceDirectory.open(directory);
        } catch (GuestException e) {
            throw values.place(DIRECTORY)
                    .wrong("a page trace", "one that is broken: " + e.getMessage());
        }
    }
}
