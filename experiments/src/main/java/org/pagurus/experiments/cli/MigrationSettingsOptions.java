package org.pagurus.experiments.cli;

import org.jspecify.annotations.Nullable;
import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.ConvergencePolicies;
import org.pagurus.convergence.ConvergencePolicy;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.Waits;
import org.pagurus.experiments.option.ByteRate;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.option.MigrationDefaults;
import org.pagurus.guest.Throttled;
import org.pagurus.protocol.Limits;
import org.pagurus.transport.command.MigrationSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a migration is to be done. */
final class MigrationSettingsOptions {
    @Option(
            names = "--streams",
            paramLabel = "N",
            description =
                    "Connections that pages are sent over, 1 to "
                            + Limits.STREAMS
                            + " (default: "
                            + MigrationDefaults.FEWEST_STREAMS
                            + ", or as many as compression threads).")
    private @Nullable Integer streams;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            description = "When pre-copy ends: predictive, qemu, xen or simgrid" + Shown.DEFAULT)
    private String policy = MigrationDefaults.POLICY;

    @Option(
            names = "--downtime-limit",
            paramLabel = "TIME",
            description = "The downtime that is wanted" + Shown.DEFAULT)
    private DurationOption downtimeLimit = MigrationDefaults.DOWNTIME_LIMIT;

    @Option(
            names = "--max-downtime-limit",
            paramLabel = "TIME",
            description =
                    "How far the limit may be relaxed when pre-copy stalls (default: not at all).")
    private @Nullable DurationOption maxDowntimeLimit;

    @Option(
            names = "--max-throttle",
            paramLabel = "PERCENT",
            description =
                    "How much of the guest's running time may be taken away when it does not"
                            + " converge, 0 to "
                            + Throttled.MAX_PERCENT
                            + " (default: "
                            + Throttled.MAX_PERCENT
                            + " with qemu, whose rules ask for it, else 0).")
    private @Nullable Integer maxThrottlePercent;

    @Option(
            names = "--max-rounds",
            paramLabel = "N",
            description = "Pre-copy rounds, 1 to " + ConvergenceLimits.ROUNDS_LIMIT + Shown.DEFAULT)
    private int maxRounds = MigrationDefaults.MAX_ROUNDS;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            description =
                    "A migration whose guest is not paused by then is given up" + Shown.DEFAULT)
    private DurationOption timeLimit = MigrationDefaults.TIME_LIMIT;

    @Option(
            names = "--reconnect-limit",
            paramLabel = "TIME",
            description =
                    "A connection that breaks before the guest is paused is made anew, and pre-copy"
                            + " goes on, if it takes no longer than this; 0s for not at all"
                            + Shown.DEFAULT)
    private DurationOption reconnectLimit = MigrationDefaults.RECONNECT_LIMIT;

    @Option(
            names = "--verify",
            paramLabel = "HOW",
            description =
                    "digest: compare what was sent with what was received; full: also read all"
                            + " memory again on both sides, while the guest is paused (default:"
                            + " digest).")
    private Verification verify = Verification.DIGEST;

    @Option(
            names = "--link-rate",
            paramLabel = "RATE",
            description = "Bytes per second that may be sent, such as 125MB (default: no limit).")
    private @Nullable ByteRate linkRate;

    @Mixin private final CompressionOptions compression = new CompressionOptions();

    /** The limit of time up to the pause. */
    long timeLimitNs() {
        return timeLimit.ns();
    }

    /** Refuses what does not fit, whatever the guest. */
    void check() throws CommandException {
        compression.check();
        CommandException.expect(
                streams() >= 1 && streams() <= Limits.STREAMS,
                "--streams",
                "1 to " + Limits.STREAMS,
                streams());
        CommandException.expect(
                downtimeLimit.ns() > 0, "--downtime-limit", "more than 0", downtimeLimit);
        DurationOption relaxed = maxDowntimeLimit();
        CommandException.expect(
                relaxed.ns() >= downtimeLimit.ns(),
                "--max-downtime-limit",
                "at least the downtime limit of " + downtimeLimit,
                relaxed);
        int throttle = maxThrottle(policy());
        CommandException.expect(
                throttle >= 0 && throttle <= Throttled.MAX_PERCENT,
                "--max-throttle",
                "0 to " + Throttled.MAX_PERCENT,
                throttle);
        CommandException.expect(
                maxRounds >= 1 && maxRounds <= ConvergenceLimits.ROUNDS_LIMIT,
                "--max-rounds",
                "1 to " + ConvergenceLimits.ROUNDS_LIMIT,
                maxRounds);
        CommandException.expect(timeLimit.ns() > 0, "--time-limit", "more than 0", timeLimit);
        CommandException.expect(
                reconnectLimit.ns() >= 0 && reconnectLimit.ns() <= Waits.MAX_RECONNECT_NS,
                "--reconnect-limit",
                "0s to " + new DurationOption(Waits.MAX_RECONNECT_NS),
                reconnectLimit);
        CommandException.expect(
                linkRate == null || linkRate.bytesPerSecond() > 0,
                "--link-rate",
                "more than 0, or no such option for no limit",
                linkRate);
    }

    /** The settings for a guest of this much memory. */
    MigrationSettings toSettings(long guestMemoryBytes) throws CommandException {
        check();
        return new MigrationSettings(
                streams(),
                policy,
                downtimeLimit.ns(),
                maxDowntimeLimit().ns(),
                maxThrottle(policy()),
                maxRounds,
                timeLimit.ns(),
                verify,
                linkRate == null ? 0 : linkRate.bytesPerSecond(),
                compression.selector(),
                compression.threads(),
                compression.deltaCacheBytes(guestMemoryBytes),
                reconnectLimit.ns());
    }

    private int streams() {
        return streams == null ? MigrationDefaults.streams(compression.threads()) : streams;
    }

    private DurationOption maxDowntimeLimit() {
        return maxDowntimeLimit == null ? downtimeLimit : maxDowntimeLimit;
    }

    private ConvergencePolicy policy() throws CommandException {
        try {
            return ConvergencePolicies.parse(policy);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "--policy: " + e.getMessage(), e);
        }
    }

    private int maxThrottle(ConvergencePolicy chosen) {
        return maxThrottlePercent == null ? chosen.defaultMaxThrottlePercent() : maxThrottlePercent;
    }
}
