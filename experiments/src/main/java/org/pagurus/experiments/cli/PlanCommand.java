package org.pagurus.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.demo.SimulatedHosts;
import org.pagurus.experiments.option.ByteRate;
import org.pagurus.experiments.option.ByteSize;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.option.MigrationDefaults;
import org.pagurus.experiments.plan.Plan;
import org.pagurus.experiments.plan.PlanException;
import org.pagurus.experiments.plan.PlanProgress;
import org.pagurus.experiments.plan.Priority;
import org.pagurus.experiments.plan.Question;
import org.pagurus.experiments.plan.report.PlanJson;
import org.pagurus.experiments.plan.report.PlanText;
import org.pagurus.experiments.plan.trial.PlanRun;
import org.pagurus.experiments.plan.trial.ScaledGuest;
import org.pagurus.experiments.plan.words.AllWords;
import org.pagurus.experiments.plan.words.Wording;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.Workloads;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagurus plan}. */
@Command(
        name = "plan",
        description = {
            "Say with which settings a guest is best migrated, and whether it will converge: settings"
                    + " are simulated, and the few that no other beats are shown with what is"
                    + " predicted, in the words of Pagurus, QEMU, virsh and KubeVirt.",
            "The guest's profile is typed in, comes from a trace, or is measured from a running guest."
                    + " Calibrate first: without"
                    + " --calibration the figures are those of a typical machine."
        },
        footer = {
            "pagurus plan --link-rate 1250MB --memory 16GiB --dirty-rate 200MiB",
            "pagurus plan --link-rate 125MB --trace traces/boot --calibration calibration.json"
        })
final class PlanCommand implements Callable<Integer> {
    private static final String GUEST = "guest";

    private static final NicAddress NIC =
            new NicAddress(MacAddress.parse("52:54:00:00:00:02"), Ipv4Address.parse("10.0.0.2"));

    private static final DurationOption MOST_BUDGET = DurationOption.parse("1h");

    private final Screen screen;

    @Mixin private final GuestOptions guest = new GuestOptions();
    @Mixin private final MeasuredGuest measured = new MeasuredGuest();

    @Option(
            names = "--link-rate",
            paramLabel = "RATE",
            required = true,
            description = "What the link between the hosts carries, in bytes per second.")
    private @Nullable ByteRate linkRate;

    @Option(
            names = "--downtime-limit",
            paramLabel = "TIME",
            description = "The most that the guest may be down" + Shown.DEFAULT)
    private DurationOption downtimeLimit = MigrationDefaults.DOWNTIME_LIMIT;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            description = "The most that the migration may take" + Shown.DEFAULT)
    private DurationOption timeLimit = MigrationDefaults.TIME_LIMIT;

    @Option(
            names = "--priority",
            paramLabel = "ORDER",
            description =
                    "What counts most: downtime, traffic or slowdown (of the guest, by throttling);"
                            + " several joined by commas are an order (default: downtime).")
    private PriorityOrder priority = PriorityOrder.parse("downtime");

    @Option(
            names = "--one-machine",
            description =
                    "Both hosts are on one machine and a client works against the guest, as in"
                            + " scripts/demo (default: each host has a machine like the one that was"
                            + " calibrated, and there is no client).")
    private boolean oneMachine;

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            description =
                    "What a host takes, as pagurus calibrate wrote it (default: typical figures).")
    private @Nullable Path calibration;

    @Option(
            names = "--time-budget",
            paramLabel = "TIME",
            description =
                    "How long may be simulated; how far a large guest is scaled down follows from"
                            + " it"
                            + Shown.DEFAULT)
    private DurationOption timeBudget = DurationOption.parse("30s");

    @Mixin private final JsonOption json = new JsonOption();

    /** So that picocli reads it as one value. */
    record PriorityOrder(List<Priority> priorities) {
        static PriorityOrder parse(String text) {
            return new PriorityOrder(Priority.parseOrder(text));
        }
    }

    PlanCommand(Screen screen) {
        this.screen = screen;
    }

    /** The run that these options on the command line ask for. */
    static PlanRun parse(Screen screen, List<String> options)
            throws CommandException, InterruptedException {
        PlanCommand plan = new PlanCommand(screen);
        CommandLine line = new CommandLine(plan);
        Converters.register(line);
        var unused = line.parseArgs(options.toArray(String[]::new));
        return plan.planRun();
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        json.check();
        PlanRun run = planRun();
        screen.out().println(head(run));
        screen.out().flush();
        Plan plan = run(run);
        List<Wording> words = AllWords.of(plan);
        screen.out().print(PlanText.of(plan, words));
        screen.out().flush();
        json.write(PlanJson.of(plan, words));
        return (plan.converges() ? ExitCode.OK : ExitCode.FAILED).status();
    }

    private Plan run(PlanRun run) throws CommandException, InterruptedException {
        try (PlanProgress progress =
                new PlanProgress(
                        screen.err(), screen.terminal() ? System.err : null, System::nanoTime)) {
            return run.run(progress);
        } catch (PlanException e) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private String head(PlanRun run) {
        return "guest        "
                + summary(run.guest().guest())
                + "\nlink         "
                + linkRate
                + ", downtime limit "
                + downtimeLimit
                + ", time limit "
                + timeLimit
                + "\nmachine      "
                + run.calibration().machine()
                + (run.guest().pages() == 1
                        ? ""
                        : "\nscaled       each simulated page stands for "
                                + run.guest().pages()
                                + " pages")
                + "\n";
    }

    /** What a person would type for it. */
    private String summary(GuestDescription description) {
        ByteSize memory = new ByteSize(description.memoryBytes());
        if (!measured.isNamed()) {
            return memory + ", " + guest.summary();
        }
        try {
            SyntheticConfig config = SyntheticConfig.fromBytes(description.configuration());
            return "measured: --memory "
                    + memory
                    + " --workload "
                    + Workloads.format(config.workload())
                    + " --working-set "
                    + new ByteSize(config.workingSetBytes())
                    + " --dirty-rate "
                    + new ByteRate(config.dirtyRateBytesPerSecond());
        } catch (GuestException e) {
            throw new IllegalStateException("a guest that was made has a configuration", e);
        }
    }

    private GuestDescription description() throws CommandException, InterruptedException {
        if (!measured.isNamed()) {
            return guest.describe(GUEST, NIC);
        }
        guest.expectNoneBeside("--guest");
        return measured.describe(GUEST, NIC, guest.contentsOrDefault(), guest.seed());
    }

    private PlanRun planRun() throws CommandException, InterruptedException {
        check();
        ByteRate rate = linkRate;
        if (rate == null) {
            throw new CommandException(ExitCode.USAGE, "--link-rate: expected one, found none");
        }
        Calibration costs = CalibrationFile.read(calibration);
        GuestDescription description = description();
        Path traces = guest.tracesDirectory();
        try {
            ScaledGuest scaled =
                    ScaledGuest.of(
                            description,
                            traces == null ? Path.of(".") : traces,
                            PlanRun.simulatedBytes(timeBudget.ns()));
            return new PlanRun(
                    new Question(
                            description.memoryBytes(),
                            rate.bytesPerSecond(),
                            downtimeLimit.ns(),
                            timeLimit.ns(),
                            priority.priorities(),
                            costs.cores(),
                            guest.seed()),
                    scaled,
                    costs,
                    oneMachine ? SimulatedHosts.DEMO : SimulatedHosts.TWO_MACHINES,
                    timeBudget.ns());
        } catch (GuestException e) {
            throw new CommandException(ExitCode.USAGE, "--trace: " + e.getMessage(), e);
        }
    }

    private void check() throws CommandException {
        measured.check();
        CommandException.expect(
                linkRate != null && linkRate.bytesPerSecond() >= Question.LEAST_LINK_RATE,
                "--link-rate",
                "at least " + new ByteRate(Question.LEAST_LINK_RATE),
                linkRate);
        CommandException.expect(
                downtimeLimit.ns() >= Question.LEAST_LIMIT_NS,
                "--downtime-limit",
                "at least " + new DurationOption(Question.LEAST_LIMIT_NS),
                downtimeLimit);
        CommandException.expect(timeLimit.ns() > 0, "--time-limit", "more than 0", timeLimit);
        CommandException.expect(
                timeBudget.ns() > 0 && timeBudget.ns() <= MOST_BUDGET.ns(),
                "--time-budget",
                "more than 0, up to " + MOST_BUDGET,
                timeBudget);
    }
}
