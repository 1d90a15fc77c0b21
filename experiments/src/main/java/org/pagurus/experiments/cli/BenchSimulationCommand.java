package org.pagurus.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.fidelity.FidelityBench;
import org.pagurus.experiments.fidelity.FidelityCase;
import org.pagurus.experiments.fidelity.FidelityChart;
import org.pagurus.experiments.fidelity.FidelityJson;
import org.pagurus.experiments.fidelity.FidelityResult;
import org.pagurus.experiments.fidelity.FidelityText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagurus bench simulation}. */
@Command(
        name = "simulation",
        description = {
            "Make migrations of many kinds live, as the demo does, and simulated, page by page and by"
                    + " classes of pages (fluid); print by how much the simulations are off."
        },
        footer = "pagurus bench simulation --calibration calibration.json --trace traces/boot")
final class BenchSimulationCommand implements Callable<Integer> {
    private static final int MAX_RUNS = 1000;

    private final Screen screen;

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
            names = "--runs",
            paramLabel = "N",
            description =
                    "Live runs of each configuration; 0 holds fluid against simulated alone"
                            + Shown.DEFAULT)
    private int runs = 5;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description =
                    "Simulate each configuration with the seeds 1 to N, and take the mean"
                            + Shown.DEFAULT)
    private int seeds = 1;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description = "Only configurations whose names begin so; may be repeated.")
    private List<String> only = new ArrayList<>();

    @Mixin private final JsonOption json = new JsonOption();

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Draw the comparison to this file as well.")
    private @Nullable Path svg;

    BenchSimulationCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        CommandException.expect(runs >= 0 && runs <= MAX_RUNS, "--runs", "0 to " + MAX_RUNS, runs);
        CommandException.expect(
                seeds >= 1 && seeds <= MAX_RUNS, "--seeds", "1 to " + MAX_RUNS, seeds);
        json.check();
        if (svg != null) {
            new OutputFile("--svg", svg).check();
        }
        Calibration measured = CalibrationFile.read(calibration);
        FidelityBench bench =
                new FidelityBench(
                        options -> DemoCommand.parse(screen, options),
                        measured,
                        runs,
                        seeds,
                        line -> screen.err().println(line));
        List<FidelityResult> results =
                bench.run(Chosen.of(FidelityCase.all(trace), FidelityCase::name, only));
        screen.out().print(FidelityText.of(results));
        screen.out().flush();
        json.write(FidelityJson.of(measured.machine(), results));
        if (svg != null) {
            new OutputFile("--svg", svg).write(new FidelityChart(results).svg());
        }
        return ExitCode.OK.status();
    }
}
