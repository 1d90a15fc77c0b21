package org.pagurus.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.fidelity.plan.PlanBench;
import org.pagurus.experiments.fidelity.plan.PlanBenchJson;
import org.pagurus.experiments.fidelity.plan.PlanBenchText;
import org.pagurus.experiments.fidelity.plan.PlanCase;
import org.pagurus.experiments.fidelity.plan.PlanCaseResult;
import org.pagurus.experiments.option.DurationOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagurus bench plan}. */
@Command(
        name = "plan",
        description = {
            "Plan for ten guests, migrate each live with all that its plan offers, and print what was"
                    + " predicted beside what was measured."
        },
        footer = "pagurus bench plan --trace traces/boot --calibration calibration.json")
final class BenchPlanCommand implements Callable<Integer> {
    private static final int MAX_RUNS = 1000;

    private final Screen screen;

    @Parameters(
            paramLabel = "RUNS",
            arity = "0..1",
            description = "Live runs of all that is offered (default: 3).")
    private int runs = 3;

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            description =
                    "What this machine takes, as pagurus calibrate wrote it (default: typical"
                            + " figures).")
    private @Nullable Path calibration;

    @Option(
            names = "--trace",
            paramLabel = "DIR",
            required = true,
            description = "The recorded guest.")
    private Path trace = Path.of(".");

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description = "Only profiles whose names begin so; may be repeated.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--time-budget",
            paramLabel = "TIME",
            description = "How long each plan may be simulated" + Shown.DEFAULT)
    private DurationOption timeBudget = DurationOption.parse("60s");

    @Mixin private final JsonOption json = new JsonOption();

    BenchPlanCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        CommandException.expect(runs >= 1 && runs <= MAX_RUNS, "RUNS", "1 to " + MAX_RUNS, runs);
        json.check();
        List<PlanCase> chosen = Chosen.of(PlanCase.all(trace), PlanCase::name, only);
        PlanBench bench =
                new PlanBench(
                        options -> PlanCommand.parse(screen, options),
                        options(),
                        runs,
                        line -> screen.err().println(line));
        String machine =
                PlanCommand.parse(screen, withOptions(chosen.getFirst())).calibration().machine();
        List<PlanCaseResult> results = new ArrayList<>();
        for (PlanCase each : chosen) {
            PlanCaseResult result = bench.run(each);
            results.add(result);
            screen.out().print(PlanBenchText.of(result));
            screen.out().flush();
            // Kept as far as it has come: a bench takes long.
            json.write(PlanBenchJson.of(machine, results));
        }
        screen.out().print(PlanBenchText.summary(results));
        screen.out().flush();
        return ExitCode.OK.status();
    }

    private List<String> withOptions(PlanCase each) {
        List<String> all = each.planOptions();
        all.addAll(options());
        return all;
    }

    private List<String> options() {
        List<String> options =
                new ArrayList<>(List.of("--one-machine", "--time-budget", timeBudget.toString()));
        if (calibration != null) {
            options.add("--calibration");
            options.add(calibration.toString());
        }
        return options;
    }
}
