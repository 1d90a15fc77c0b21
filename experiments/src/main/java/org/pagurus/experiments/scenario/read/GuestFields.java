package org.pagurus.experiments.scenario.read;

import static org.pagurus.experiments.scenario.yaml.Field.optional;
import static org.pagurus.experiments.scenario.yaml.Field.required;
import static org.pagurus.experiments.scenario.yaml.Field.withDefault;

import java.nio.file.Path;
import java.util.List;
import org.pagurus.experiments.option.ByteRate;
import org.pagurus.experiments.option.ByteSize;
import org.pagurus.experiments.option.GuestDefaults;
import org.pagurus.experiments.scenario.GuestPlan;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.ScalarForm;
import org.pagurus.experiments.scenario.yaml.ScalarType;
import org.pagurus.experiments.scenario.yaml.YamlException;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.WorkloadSpec;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.simulator.service.ServiceLoad;

/** A guest, as {@code pagurus guest start} knows one. */
final class GuestFields {
    /** As fast as real guests can. */
    private static final long MAX_DIRTY_RATE = 16L << 30;

    private static final int MAX_REQUESTS_PER_SECOND = 1_000_000;

    private static final Field<ByteSize> MEMORY =
            withDefault("memory", Types.SIZE, "The guest's memory.", GuestDefaults.MEMORY);
    private static final Field<ByteSize> WORKING_SET =
            optional(
                    "working-set",
                    Types.SIZE,
                    "The part of its memory that it writes: 64MiB, or half the memory.");
    private static final Field<ByteRate> DIRTY_RATE =
            withDefault(
                    "dirty-rate",
                    Types.RATE,
                    "How much of it is written per second.",
                    GuestDefaults.DIRTY_RATE);
    private static final Field<WorkloadSpec> WORKLOAD =
            withDefault(
                    "workload",
                    ScalarType.of(
                                    "a workload such as uniform, hotcold:10/90,90/10 or zipf:0.99",
                                    new ScalarForm.Text(
                                            "idle|uniform|sequential|invariant|(hotcold|zipf|phased)(:.+)?"),
                                    Workloads::parse)
                            .writtenBy(Workloads::format),
                    "Which pages are written.",
                    GuestDefaults.WORKLOAD);
    private static final Field<ContentMix> CONTENTS =
            withDefault(
                    "contents",
                    ScalarType.of(
                                    "a mix such as zero=20,sparse=10,text=20,heap=40,random=10",
                                    new ScalarForm.Text("[a-z]+=[0-9]{1,3}(,[a-z]+=[0-9]{1,3})*"),
                                    ContentMix::parse)
                            .writtenBy(ContentMix::format),
                    "What the pages look like, in percent.",
                    GuestDefaults.CONTENTS);
    private static final Field<FieldValues> TRACE =
            optional("trace", TraceFields.TYPE, "A page trace that is replayed instead.");
    private static final Field<Integer> REQUESTS =
            required(
                    "requests-per-second",
                    Types.whole(1, MAX_REQUESTS_PER_SECOND),
                    "What clients ask.");
    private static final Field<Double> BUSY =
            withDefault(
                    "busy",
                    Types.SHARE,
                    "The share of the guest's running time that this takes at full speed.",
                    1.0);
    private static final Field<FieldValues> SERVICE =
            optional(
                    "service",
                    new ObjectType("a service", REQUESTS, BUSY),
                    "The load on its service; what it loses is reported.");

    static final ObjectType TYPE =
            new ObjectType(
                    "a guest", MEMORY, WORKING_SET, DIRTY_RATE, WORKLOAD, CONTENTS, TRACE, SERVICE);

    /** What a trace brings along. */
    private static final List<Field<?>> NOT_TRACED =
            List.of(MEMORY, WORKING_SET, DIRTY_RATE, WORKLOAD, CONTENTS);

    private GuestFields() {}

    static GuestPlan guest(String name, FieldValues values, Path file) throws YamlException {
        FieldValues trace = values.find(TRACE);
        if (trace == null) {
            return synthetic(name, values);
        }
        for (Field<?> field : NOT_TRACED) {
            values.expect(!values.has(field), field, "nothing beside a trace, which brings it");
        }
        return TraceFields.traced(name, trace, load(values), file);
    }

    /** The fields with what follows from others. */
    static FieldValues filled(FieldValues values, GuestPlan plan) {
        return switch (plan) {
            case GuestPlan.Synthetic synthetic ->
                    values.filled(WORKING_SET, new ByteSize(synthetic.workingSetBytes()));
            case GuestPlan.Traced traced ->
                    values.with(TRACE, TraceFields.filled(values.get(TRACE), traced))
                            .undefaulted(NOT_TRACED);
        };
    }

    private static GuestPlan synthetic(String name, FieldValues values) throws YamlException {
        long memoryBytes = values.get(MEMORY).bytes();
        values.expect(
                isWithin(memoryBytes, GuestDefaults.MIN_MEMORY_BYTES, GuestMemory.MAX_BYTES),
                MEMORY,
                wholePages(GuestDefaults.MIN_MEMORY_BYTES, GuestMemory.MAX_BYTES));
        ByteSize named = values.find(WORKING_SET);
        long workingSetBytes =
                named == null ? GuestDefaults.workingSetBytes(memoryBytes) : named.bytes();
        long roomBytes = GuestDefaults.roomBytes(memoryBytes);
        values.expect(
                isWithin(workingSetBytes, Page.SIZE_BYTES, roomBytes),
                WORKING_SET,
                wholePages(Page.SIZE_BYTES, roomBytes) + " with this memory");
        values.expect(
                values.get(DIRTY_RATE).bytesPerSecond() <= MAX_DIRTY_RATE,
                DIRTY_RATE,
                "at most " + new ByteRate(MAX_DIRTY_RATE));
        return new GuestPlan.Synthetic(
                name,
                memoryBytes,
                GuestDefaults.SERVICE_BYTES,
                load(values),
                values.get(WORKLOAD),
                values.get(CONTENTS),
                values.get(DIRTY_RATE).bytesPerSecond(),
                workingSetBytes);
    }

    private static ServiceLoad load(FieldValues values) throws YamlException {
        FieldValues service = values.find(SERVICE);
        if (service == null) {
            return new ServiceLoad(0, 1);
        }
        service.expect(service.get(BUSY) > 0, BUSY, "more than 0");
        return new ServiceLoad(service.get(REQUESTS), service.get(BUSY));
    }

    private static boolean isWithin(long bytes, long least, long most) {
        return bytes >= least && bytes <= most && bytes % Page.SIZE_BYTES == 0;
    }

    private static String wholePages(long leastBytes, long mostBytes) {
        return "whole pages of 4096 bytes from "
                + new ByteSize(leastBytes)
                + " to "
                + new ByteSize(mostBytes);
    }
}
