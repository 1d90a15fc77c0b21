package org.pagurus.experiments.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.option.GuestDefaults;
import org.pagurus.experiments.plan.profile.MeasuredProfile;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.simulator.workload.DirtyInterval;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import org.pagurus.transport.command.HostRequest.MeasureGuest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A running guest whose profile is measured. */
final class MeasuredGuest {
    private static final DurationOption LEAST = DurationOption.parse("500ms");

    @Option(
            names = "--guest",
            paramLabel = "NAME",
            description =
                    "Measure this running guest's dirty log instead, through its host; what its"
                            + " pages look like is not measured and still says --contents.")
    private @Nullable String name;

    @Option(
            names = "--measure",
            paramLabel = "TIME",
            description = "How long a guest is measured" + Shown.DEFAULT)
    private DurationOption measure = DurationOption.parse("6.2s");

    @Mixin private final HostOption host = new HostOption();

    /** Whether there is one to measure. */
    boolean isNamed() {
        return name != null;
    }

    void check() throws CommandException {
        CommandException.expect(
                measure.ns() >= LEAST.ns() && measure.ns() <= MeasureGuest.MOST_NS,
                "--measure",
                LEAST + " to " + new DurationOption(MeasureGuest.MOST_NS),
                measure);
    }

    /** A guest that would dirty the same. */
    GuestDescription describe(String as, NicAddress nic, ContentMix contents, long seed)
            throws CommandException, InterruptedException {
        HostRequest request =
                new MeasureGuest(String.valueOf(name), MeasuredProfile.intervalsNs(measure.ns()));
        HostReply.Measured measured = (HostReply.Measured) host.ask(request);
        if (measured.memoryBytes() < GuestDefaults.MIN_MEMORY_BYTES) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "--guest: expected one of at least "
                            + GuestDefaults.MIN_MEMORY_BYTES
                            + " bytes of memory, found "
                            + measured.memoryBytes());
        }
        List<DirtyInterval> intervals =
                measured.intervals().stream()
                        .map(
                                each ->
                                        new DirtyInterval(
                                                each.durationNs(),
                                                each.dirtiedPages(),
                                                each.repeatedPages()))
                        .toList();
        MeasuredProfile profile =
                MeasuredProfile.of(
                        intervals,
                        measured.memoryBytes(),
                        GuestDefaults.roomBytes(measured.memoryBytes()));
        return SyntheticGuests.describe(
                as,
                measured.memoryBytes(),
                nic,
                new SyntheticConfig(
                        profile.workload(),
                        contents,
                        profile.dirtyRateBytesPerSecond(),
                        profile.workingSetBytes(),
                        GuestDefaults.SERVICE_BYTES,
                        1,
                        seed));
    }
}
