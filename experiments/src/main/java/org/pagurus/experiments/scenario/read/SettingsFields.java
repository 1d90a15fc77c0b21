package org.pagurus.experiments.scenario.read;

import static org.pagurus.experiments.scenario.yaml.Field.optional;
import static org.pagurus.experiments.scenario.yaml.Field.withDefault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.select.Coding;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.ConvergencePolicies;
import org.pagurus.convergence.ConvergencePolicy;
import org.pagurus.convergence.RateLimiter;
import org.pagurus.convergence.XenPolicy;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.Waits;
import org.pagurus.experiments.option.ByteSize;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.option.MigrationDefaults;
import org.pagurus.experiments.scenario.Fidelity;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.ScalarForm;
import org.pagurus.experiments.scenario.yaml.ScalarType;
import org.pagurus.experiments.scenario.yaml.YamlException;
import org.pagurus.guest.Throttled;
import org.pagurus.protocol.Limits;
import org.pagurus.transport.command.MigrationSettings;

/**
 * How a migration is to be done: names, units and defaults of {@code pagurus migrate}, but for the
 * compression threads, of which there are two by default on every machine.
 */
final class SettingsFields {
    /** The scenario's links have rates; the migration itself keeps to none. */
    private static final long NO_LINK_RATE = 0;

    private static final String XEN = new XenPolicy().name();

    private static final Field<Integer> STREAMS =
            optional(
                    "streams",
                    Types.whole(1, Limits.STREAMS),
                    "Connections that pages are sent over: 2, or as many as compression threads.");
    private static final Field<ConvergencePolicy> POLICY =
            withDefault(
                    "policy",
                    policies(),
                    "When pre-copy ends.",
                    ConvergencePolicies.parse(MigrationDefaults.POLICY));
    private static final Field<DurationOption> DOWNTIME_LIMIT =
            withDefault(
                    "downtime-limit",
                    Types.TIME_ABOVE_0,
                    "The downtime that is wanted.",
                    MigrationDefaults.DOWNTIME_LIMIT);
    private static final Field<DurationOption> MAX_DOWNTIME_LIMIT =
            optional(
                    "max-downtime-limit",
                    Types.TIME_ABOVE_0,
                    "How far the limit may be relaxed when pre-copy stalls.");
    private static final Field<Integer> MAX_THROTTLE =
            optional(
                    "max-throttle",
                    Types.whole(0, Throttled.MAX_PERCENT),
                    "How much of the guest's running time may be taken away, in percent.");
    private static final Field<Integer> MAX_ROUNDS =
            withDefault(
                    "max-rounds",
                    Types.whole(1, ConvergenceLimits.ROUNDS_LIMIT),
                    "Pre-copy rounds.",
                    MigrationDefaults.MAX_ROUNDS);
    private static final Field<DurationOption> TIME_LIMIT =
            withDefault(
                    "time-limit",
                    Types.TIME_ABOVE_0,
                    "A migration whose guest is not paused by then is given up.",
                    MigrationDefaults.TIME_LIMIT);
    private static final Field<DurationOption> RECONNECT_LIMIT =
            withDefault(
                    "reconnect-limit",
                    Types.TIME,
                    "How long a connection that breaks in pre-copy may be away.",
                    MigrationDefaults.RECONNECT_LIMIT);
    private static final Field<Verification> VERIFY =
            withDefault(
                    "verify",
                    Types.oneOf(Verification.class),
                    "How the memories are compared.",
                    MigrationDefaults.VERIFY);
    private static final Field<SelectorKind> SELECTOR =
            withDefault(
                    "selector",
                    selectors(),
                    "How each page is encoded.",
                    MigrationDefaults.SELECTOR);
    private static final Field<Integer> COMPRESSION_THREADS =
            withDefault(
                    "compression-threads",
                    Types.whole(1, MigrationSettings.MAX_COMPRESSION_THREADS),
                    "Threads that encode pages.",
                    MigrationDefaults.LEAST_THREADS);
    private static final Field<ByteSize> DELTA_CACHE =
            optional(
                    "delta-cache",
                    Types.SIZE,
                    "Memory for the versions of pages sent last: 512MiB, or the guest's memory.");

    private static final Field<RateLimiter> RATE_LIMITER =
            withDefault(
                    "rate-limiter",
                    LimiterType.TYPE,
                    "How much of the link rounds may use; with policy xen and fidelity fluid.",
                    RateLimiter.NONE);

    /** In the order of the help. */
    private static final Field<?>[] ALL = {
        STREAMS,
        POLICY,
        DOWNTIME_LIMIT,
        MAX_DOWNTIME_LIMIT,
        MAX_THROTTLE,
        MAX_ROUNDS,
        TIME_LIMIT,
        RECONNECT_LIMIT,
        VERIFY,
        SELECTOR,
        COMPRESSION_THREADS,
        DELTA_CACHE,
        RATE_LIMITER
    };

    static final ObjectType TYPE = new ObjectType("settings", ALL);

    private SettingsFields() {}

    static Field<?>[] all() {
        return ALL.clone();
    }

    /** The settings for a guest of so much memory. */
    static MigrationSettings settings(FieldValues values, long memoryBytes) throws YamlException {
        long limitNs = values.get(DOWNTIME_LIMIT).ns();
        DurationOption relaxed = values.find(MAX_DOWNTIME_LIMIT);
        values.expect(
                relaxed == null || relaxed.ns() >= limitNs,
                MAX_DOWNTIME_LIMIT,
                "at least the downtime limit of " + values.get(DOWNTIME_LIMIT));
        values.expect(
                values.get(RECONNECT_LIMIT).ns() <= Waits.MAX_RECONNECT_NS,
                RECONNECT_LIMIT,
                "at most " + new DurationOption(Waits.MAX_RECONNECT_NS));
        int threads = values.get(COMPRESSION_THREADS);
        ConvergencePolicy policy = values.get(POLICY);
        return new MigrationSettings(
                orElse(values.find(STREAMS), MigrationDefaults.streams(threads)),
                policy.name(),
                limitNs,
                relaxed == null ? limitNs : relaxed.ns(),
                orElse(values.find(MAX_THROTTLE), policy.defaultMaxThrottlePercent()),
                values.get(MAX_ROUNDS),
                values.get(TIME_LIMIT).ns(),
                values.get(VERIFY),
                NO_LINK_RATE,
                values.get(SELECTOR).toString(),
                threads,
                deltaCacheBytes(values, memoryBytes),
                values.get(RECONNECT_LIMIT).ns());
    }

    /** How much of the link the rounds of a migration may use. */
    static RateLimiter limiter(FieldValues values, Fidelity fidelity) throws YamlException {
        RateLimiter limiter = values.get(RATE_LIMITER);
        if (limiter != RateLimiter.NONE) {
            if (fidelity != Fidelity.FLUID) {
                throw values.place(RATE_LIMITER)
                        .wrong(
                                "none but with fidelity fluid",
                                LimiterType.TYPE.writer().apply(limiter));
            }
            if (!values.get(POLICY).name().equals(XEN)) {
                throw values.place(RATE_LIMITER)
                        .wrong(
                                "none but with policy xen",
                                LimiterType.TYPE.writer().apply(limiter));
            }
        }
        return limiter;
    }

    /** The fields with what follows from others. */
    static FieldValues filled(FieldValues values, MigrationSettings settings) {
        return values.filled(STREAMS, settings.streams())
                .filled(MAX_DOWNTIME_LIMIT, new DurationOption(settings.maxDowntimeLimitNs()))
                .filled(MAX_THROTTLE, settings.maxThrottlePercent())
                .filled(DELTA_CACHE, new ByteSize(settings.deltaCacheBytes()));
    }

    private static long deltaCacheBytes(FieldValues values, long memoryBytes) throws YamlException {
        ByteSize named = values.find(DELTA_CACHE);
        if (named == null) {
            return MigrationDefaults.deltaCacheBytes(memoryBytes);
        }
        values.expect(
                named.bytes() <= memoryBytes,
                DELTA_CACHE,
                "0 to the guest's memory of " + new ByteSize(memoryBytes));
        return named.bytes();
    }

    private static int orElse(@Nullable Integer named, int other) {
        return named == null ? other : named;
    }

    private static ScalarType<ConvergencePolicy> policies() {
        Map<String, ConvergencePolicy> choices = new LinkedHashMap<>();
        for (ConvergencePolicy policy : ConvergencePolicies.all()) {
            choices.put(policy.name(), policy);
        }
        return Types.oneOf(choices, "one of " + String.join(", ", choices.keySet()));
    }

    private static ScalarType<SelectorKind> selectors() {
        List<String> choices = new ArrayList<>(List.of("adaptive", "cbc", "none"));
        for (Coding coding : Coding.values()) {
            choices.add(new SelectorKind(SelectorKind.Name.FIXED, coding).toString());
        }
        return new ScalarType<>(
                SelectorKind.FORM,
                choices,
                new ScalarForm.Any(),
                SelectorKind::parse,
                SelectorKind::toString);
    }
}
