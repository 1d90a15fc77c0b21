package org.pagurus.experiments.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pagurus.experiments.faults.Campaign;
import org.pagurus.experiments.progress.SeedProgress;
import org.pagurus.experiments.report.FaultText;
import org.pagurus.simulator.driver.SourceTap;
import org.pagurus.simulator.fault.FaultPlan;
import org.pagurus.simulator.fault.PlanMaker;
import org.pagurus.simulator.fault.SeedRange;
import org.pagurus.simulator.fault.Trial;
import org.pagurus.simulator.fault.TrialMemory;
import org.pagurus.simulator.fault.TrialResult;
import org.pagurus.simulator.fault.ViolationText;
import picocli.CommandLine.Option;

/** What {@code pagurus simulate --faults} does: a group of options of that command. */
final class FaultSeeds {
    private static final int MOST_THREADS = 1024;

    @Option(
            names = "--faults",
            required = true,
            description =
                    "Instead of a scenario, have migrations of a small guest meet faults drawn from"
                            + " seeds, until something is violated that must hold.")
    private boolean faults;

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            description = "The seeds, one migration each" + Shown.DEFAULT)
    private SeedRange seeds = new SeedRange(1, 10_000);

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many migrations run at a time (default: one for each core).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--keep-going",
            description = "Go on behind a violation; all are counted, the first five are shown.")
    private boolean keepGoing;

    @Option(names = "--trace", description = "Print all that happens, for one seed.")
    private boolean trace;

    @Option(
            names = "--only",
            paramLabel = "N",
            split = ",",
            description =
                    "Leave out all faults of the seed but those with these numbers, as a violation"
                            + " names them; 0 for none at all.")
    private List<Integer> only = new ArrayList<>();

    ExitCode run(Screen screen) throws CommandException, InterruptedException {
        CommandException.expect(faults, "--faults", "it before its options", "none");
        CommandException.expect(
                threads >= 1 && threads <= MOST_THREADS,
                "--threads",
                "1 to " + MOST_THREADS,
                threads);
        if (!trace && only.isEmpty()) {
            return runAll(screen);
        }
        CommandException.expect(
                seeds.count() == 1, "--seeds", "one seed with --trace or --only", seeds);
        return runOne(screen);
    }

    private ExitCode runAll(Screen screen) throws InterruptedException {
        long startNs = System.nanoTime();
        Campaign.Result result;
        try (SeedProgress progress = screen.seedProgress(seeds.count())) {
            result = new Campaign(seeds, keepGoing).run(threads, progress::done);
        }
        long durationNs = System.nanoTime() - startNs;
        TrialMemory memory = new TrialMemory();
        for (TrialResult found : FaultText.shown(result)) {
            screen.out().println(ViolationText.of(found, plan -> Trial.run(plan, memory)));
            screen.out().println();
        }
        screen.out().print(FaultText.of(result.tally(), threads, durationNs));
        screen.out().flush();
        return result.tally().violations() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private ExitCode runOne(Screen screen) throws CommandException {
        FaultPlan plan = plan();
        screen.out().println("seed " + plan.seed());
        plan.faults().forEach(one -> screen.out().println("  " + one));
        TrialResult result =
                Trial.run(
                        plan,
                        new TrialMemory(),
                        SourceTap.NONE,
                        trace ? screen.out()::println : null);
        screen.out().println(FaultText.of(result));
        screen.out().flush();
        return result.violation() == null ? ExitCode.OK : ExitCode.FAILED;
    }

    private FaultPlan plan() throws CommandException {
        FaultPlan plan = PlanMaker.plan(seeds.first());
        if (only.isEmpty()) {
            return plan;
        }
        int most = plan.faults().size();
        for (int number : only) {
            CommandException.expect(
                    number >= 0 && number <= most,
                    "--only",
                    "numbers of faults of seed " + plan.seed() + ", 1 to " + most + ", or 0",
                    only.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        return plan.only(new TreeSet<>(only));
    }
}
