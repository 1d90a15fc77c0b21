package org.pagurus.experiments.scenario.read;

import static org.pagurus.experiments.scenario.yaml.Field.optional;
import static org.pagurus.experiments.scenario.yaml.Field.withDefault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.option.ByteRate;
import org.pagurus.experiments.option.ByteSize;
import org.pagurus.experiments.scenario.HostGroup;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ListType;
import org.pagurus.experiments.scenario.yaml.Located;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.ScalarType;
import org.pagurus.experiments.scenario.yaml.YamlException;
import org.pagurus.simulator.cluster.Cluster;
import org.pagurus.simulator.cluster.HostSpec;
import org.pagurus.simulator.cluster.PowerCurve;

/** Hosts of a cluster that are alike: a model, and what is different from it. */
final class ClusterHostFields {
    /** A pebibyte, as the cluster has it. */
    private static final long MAX_BYTES = 1L << 50;

    private static final Field<Integer> COUNT =
            withDefault("count", Types.whole(1, Cluster.MAX_HOSTS), "How many there are.", 1);
    private static final Field<HostSpec> MODEL =
            optional("model", models(), "Gives whatever is left out of what follows.");
    private static final Field<Integer> CPU =
            optional(
                    "cpu",
                    Types.whole(1, ClusterFields.MAX_MIPS),
                    "All cores together, in million instructions per second.");
    private static final Field<ByteSize> MEMORY = optional("memory", Types.SIZE, "For guests.");
    private static final Field<ByteRate> NIC =
            optional("nic", Types.RATE, "Bytes per second each way.");
    private static final Field<List<Located<Double>>> POWER =
            optional(
                    "power",
                    new ListType<>("watts", Types.number(0, 1e6), 2, 1001),
                    "What it draws from idle to full, in even steps.");

    static final ObjectType TYPE = new ObjectType("hosts", COUNT, MODEL, CPU, MEMORY, NIC, POWER);

    private ClusterHostFields() {}

    static HostGroup group(FieldValues values) throws YamlException {
        HostSpec model = values.find(MODEL);
        if (model == null) {
            for (Field<?> field : List.of(CPU, MEMORY, NIC, POWER)) {
                values.expect(values.has(field), field, field.type().expected() + " or a model");
            }
        }
        Integer cpu = values.find(CPU);
        ByteSize memory = values.find(MEMORY);
        ByteRate nic = values.find(NIC);
        expectBytes(values, MEMORY, memory == null ? 1 : memory.bytes(), 1);
        expectBytes(values, NIC, nic == null ? 1 : nic.bytesPerSecond(), 1);
        List<Located<Double>> power = values.find(POWER);
        return new HostGroup(
                values.get(COUNT),
                new HostSpec(
                        cpu == null ? known(model).cpuMips() : cpu,
                        memory == null ? known(model).memoryBytes() : memory.bytes(),
                        nic == null ? known(model).nicBytesPerSecond() : nic.bytesPerSecond(),
                        power == null ? known(model).power() : curve(power)));
    }

    static void expectBytes(FieldValues values, Field<?> field, long bytes, long least)
            throws YamlException {
        values.expect(
                bytes >= least && bytes <= MAX_BYTES,
                field,
                least + " to " + new ByteSize(MAX_BYTES));
    }

    private static PowerCurve curve(List<Located<Double>> watts) {
        return PowerCurve.of(watts.stream().mapToDouble(Located::value).toArray());
    }

    /** Without a model every field is there. */
    private static HostSpec known(@Nullable HostSpec model) {
        if (model == null) {
            throw new IllegalStateException("model: expected one but found none");
        }
        return model;
    }

    private static ScalarType<HostSpec> models() {
        Map<String, HostSpec> models = new LinkedHashMap<>();
        models.put("hp-ml110-g4", HostSpec.hpMl110G4());
        models.put("hp-ml110-g5", HostSpec.hpMl110G5());
        return Types.oneOf(models, "one of " + String.join(", ", models.keySet()));
    }
}
