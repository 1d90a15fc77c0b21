package org.pagurus.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.process.AtExit;
import org.pagurus.experiments.progress.ExperimentProgress;
import org.pagurus.experiments.report.ExperimentText;
import org.pagurus.experiments.report.Units;
import org.pagurus.experiments.report.html.HtmlReport;
import org.pagurus.experiments.results.ResultsException;
import org.pagurus.experiments.runner.CheckedScenario;
import org.pagurus.experiments.runner.ExperimentException;
import org.pagurus.experiments.runner.ExperimentRun;
import org.pagurus.experiments.scenario.read.ScenarioPoints;
import org.pagurus.experiments.scenario.yaml.YamlException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagurus run}. */
@Command(
        name = "run",
        description = {
            "Run scenarios with all points of their sweeps and all repetitions, on all cores, and keep"
                    + " the results in a folder. Runs that the folder has already are not made again."
                    + " The same scenario and seed give the same results on any number of threads."
        },
        footer = {
            "pagurus run scenarios/plain.yaml --output results/plain",
            "pagurus run scenarios/plain.yaml scenarios/fluid.yaml --output results --threads 2"
        })
final class RunCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 1024;
    private static final int MOST_NAME_CHARS = 64;
    private static final Path DEFAULT_PARENT = Path.of("results");

    /** For runs to heed that they are to stop, and for the files to be written. */
    private static final long STOP_LIMIT_S = 60;

    private final Screen screen;

    /** Guarded by the list of runs. */
    private boolean stopped;

    @Parameters(
            paramLabel = "SCENARIO",
            arity = "1..*",
            description = "YAML files; docs/scenarios.md has the fields.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description =
                    "The folder for the results of one scenario; of several, each has one in it, by"
                            + " its name (default: results/NAME).")
    private @Nullable Path output;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "How many runs are made at a time (default: one for each core), if there is"
                            + " memory for them. Live ones are made one by one.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of all random choices (default: each scenario's).")
    private @Nullable Long seed;

    RunCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws CommandException {
        CommandException.expect(
                threads >= 1 && threads <= MOST_THREADS,
                "--threads",
                "1 to " + MOST_THREADS,
                threads);
        List<ExperimentRun> runs = new ArrayList<>();
        CountDownLatch over = new CountDownLatch(1);
        // Ctrl-C: the process ends when what is finished has been written down.
        AtExit stopping = new AtExit("stop-runs", () -> stop(runs, over));
        try {
            open(runs);
            return runAll(runs).status();
        } catch (YamlException e) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        } catch (ExperimentException e) {
            ExitCode code = e.isWrongScenario() ? ExitCode.USAGE : ExitCode.FAILED;
            throw new CommandException(code, String.valueOf(e.getMessage()), e);
        } catch (ResultsException e) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        } finally {
            try {
                close(runs);
            } finally {
                over.countDown();
                stopping.close();
            }
        }
    }

    /** All that can be wrong is found before anything is run. */
    private void open(List<ExperimentRun> runs)
            throws CommandException, YamlException, ExperimentException {
        Map<String, Path> names = new HashMap<>();
        List<CheckedScenario> checked = new ArrayList<>();
        for (Path file : files) {
            ScenarioPoints points = ScenarioPoints.read(file);
            Path before = names.putIfAbsent(folderName(points), file);
            if (before != null) {
                throw new CommandException(
                        ExitCode.USAGE,
                        file
                                + ": name: expected one that gives a folder of its own, found "
                                + folderName(points)
                                + " as of "
                                + before);
            }
            checked.add(CheckedScenario.of(file, seed == null ? points : points.withSeed(seed)));
        }
        for (CheckedScenario scenario : checked) {
            try {
                ExperimentRun run = ExperimentRun.open(scenario, folder(scenario.points()));
                synchronized (runs) {
                    runs.add(run);
                    if (stopped) {
                        run.stop();
                    }
                }
            } catch (ResultsException e) {
                throw new CommandException(ExitCode.USAGE, "--output: " + e.getMessage(), e);
            }
        }
    }

    private Path folder(ScenarioPoints points) {
        Path own = output;
        if (own != null && files.size() == 1) {
            return own;
        }
        return (own == null ? DEFAULT_PARENT : own).resolve(folderName(points));
    }

    /** The scenario's name, as far as it goes for a folder's. */
    private static String folderName(ScenarioPoints points) {
        String plain =
                points.about()
                        .name()
                        .replaceAll("[^a-zA-Z0-9._-]+", "-")
                        .replaceFirst("^[.-]+", "");
        String cut = plain.substring(0, Math.min(MOST_NAME_CHARS, plain.length()));
        return cut.isEmpty() ? "scenario" : cut;
    }

    private ExitCode runAll(List<ExperimentRun> runs)
            throws CommandException, ExperimentException, ResultsException, YamlException {
        ExitCode code = ExitCode.OK;
        for (ExperimentRun run : runs) {
            ExperimentRun.End end;
            String name = String.valueOf(run.folder().getFileName());
            try (ExperimentProgress progress = screen.experimentProgress(name)) {
                end = run.run(threads, progress);
            }
            HtmlReport.write(run.folder(), run.folder().resolve(HtmlReport.FILE));
            if (!end.complete()) {
                // Said here: the process may end as soon as this command does.
                screen.err()
                        .println(
                                "pagurus: interrupted: "
                                        + Units.count(end.finished())
                                        + " of "
                                        + Units.count(end.expected())
                                        + " runs are finished and kept in "
                                        + run.folder()
                                        + "; the same command goes on from there");
                screen.err().flush();
                return ExitCode.INTERRUPTED;
            }
            HtmlReport.write(run.folder());
            screen.out().print(ExperimentText.of(end.summary()));
            screen.out()
                    .println(
                            "\n"
                                    + Units.count(end.finished())
                                    + (end.finished() == 1 ? " run in " : " runs in ")
                                    + run.folder()
                                    + ", report in "
                                    + run.folder().resolve(HtmlReport.FILE));
            screen.out().flush();
            if (end.lost() > 0) {
                screen.err()
                        .println(
                                "pagurus: "
                                        + run.folder()
                                        + ": expected the same memory after every migration, found"
                                        + " another in "
                                        + Units.count(end.lost())
                                        + " runs");
                screen.err().flush();
                code = ExitCode.LOST;
            }
        }
        return code;
    }

    private void stop(List<ExperimentRun> runs, CountDownLatch over) {
        synchronized (runs) {
            stopped = true;
            runs.forEach(ExperimentRun::stop);
            if (runs.isEmpty()) {
                return; // Nothing was begun.
            }
        }
        try {
            if (!over.await(STOP_LIMIT_S, TimeUnit.SECONDS)) {
                return; // What is finished is on the disk in any case.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(List<ExperimentRun> runs) throws CommandException {
        for (ExperimentRun run : runs) {
            try {
                run.close();
            } catch (ResultsException e) {
                throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
            }
        }
    }
}
