package org.pagurus.experiments.cli;

import org.jspecify.annotations.Nullable;
import org.pagurus.convergence.ConvergenceLimits;
import org.pagurus.convergence.ConvergencePolicies;
import org.pagurus.convergence.ConvergencePolicy;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.experiments.cli.option.ByteRate;
import org.pagurus.experiments.cli.option.DurationOption;
import org.pagurus.guest.Throttled;
import org.pagurus.protocol.Limits;
import org.pagurus.transport.command.MigrationSettings;
import picocli.CommandLine.Option;

/** How a migration is to be done. */
final class MigrationSettingsOptions {
    @Option(
            names = "--streams",
            paramLabel = "N",
            description =
                    "Connections that pages are sent over, 1 to " + Limits.STREAMS + Shown.DEFAULT)
    private int streams = 2;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            description = "When pre-copy ends: predictive, qemu or xen" + Shown.DEFAULT)
    private String policy = "predictive";

    @Option(
            names = "--downtime-limit",
            paramLabel = "TIME",
            description = "The downtime that is wanted" + Shown.DEFAULT)
    private DurationOption downtimeLimit = DurationOption.parse("300ms");

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
    private int maxRounds = 100;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            description =
                    "A migration whose guest is not paused by then is given up" + Shown.DEFAULT)
    private DurationOption timeLimit = DurationOption.parse("10m");

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

    /** The limit of time up to the pause. */
    long timeLimitNs() {
        return timeLimit.ns();
    }

    MigrationSettings toSettings() throws CommandException {
        expect(
                streams >= 1 && streams <= Limits.STREAMS,
                "--streams",
                "1 to " + Limits.STREAMS,
                streams);
        expect(downtimeLimit.ns() > 0, "--downtime-limit", "more than 0", downtimeLimit);
        DurationOption relaxed = maxDowntimeLimit == null ? downtimeLimit : maxDowntimeLimit;
        expect(
                relaxed.ns() >= downtimeLimit.ns(),
                "--max-downtime-limit",
                "at least the downtime limit of " + downtimeLimit,
                relaxed);
        int throttle = maxThrottle(policy());
        expect(
                throttle >= 0 && throttle <= Throttled.MAX_PERCENT,
                "--max-throttle",
                "0 to " + Throttled.MAX_PERCENT,
                throttle);
        expect(
                maxRounds >= 1 && maxRounds <= ConvergenceLimits.ROUNDS_LIMIT,
                "--max-rounds",
                "1 to " + ConvergenceLimits.ROUNDS_LIMIT,
                maxRounds);
        expect(timeLimit.ns() > 0, "--time-limit", "more than 0", timeLimit);
        expect(
                linkRate == null || linkRate.bytesPerSecond() > 0,
                "--link-rate",
                "more than 0, or no such option for no limit",
                linkRate);
        return new MigrationSettings(
                streams,
                policy,
                downtimeLimit.ns(),
                relaxed.ns(),
                throttle,
                maxRounds,
                timeLimit.ns(),
                verify,
                linkRate == null ? 0 : linkRate.bytesPerSecond());
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

    private static void expect(boolean holds, String field, String expected, @Nullable Object found)
            throws CommandException {
        if (!holds) {
            throw new CommandException(
                    ExitCode.USAGE, field + ": expected " + expected + ", found " + found);
        }
    }
}
