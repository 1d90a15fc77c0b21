package org.pagurus.experiments.runner;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.machine.ThisMachine;
import org.pagurus.experiments.progress.RunsProgress;
import org.pagurus.experiments.results.DerivedFiles;
import org.pagurus.experiments.results.Experiment;
import org.pagurus.experiments.results.ExperimentFile;
import org.pagurus.experiments.results.Journal;
import org.pagurus.experiments.results.ResultFiles;
import org.pagurus.experiments.results.ResultsException;
import org.pagurus.experiments.results.Summary;
import org.pagurus.experiments.results.SummaryJson;
import org.pagurus.experiments.scenario.About;
import org.pagurus.experiments.scenario.Mode;
import org.pagurus.experiments.scenario.read.ScenarioPoints;
import org.pagurus.experiments.scenario.write.SweptScenarioWriter;
import org.pagurus.experiments.scenario.yaml.YamlException;

/**
 * A scenario's experiment in its folder: the runs that the folder lacks are made, the others are
 * not made again. Stopped from any thread; otherwise used by one.
 */
public final class ExperimentRun implements AutoCloseable {
    private final CheckedScenario scenario;
    private final Path folder;
    private final Journal journal;
    private volatile @Nullable Execution execution;
    private volatile boolean stopped;

    /**
     * How it ended.
     *
     * @param complete whether all runs are there; else it was stopped
     * @param finished runs that are there
     * @param expected how many there will be, as far as is known
     * @param lost runs in which a guest moved whose memory was not the same afterwards
     */
    public record End(Summary summary, boolean complete, long finished, long expected, long lost) {}

    private ExperimentRun(CheckedScenario scenario, Path folder, Journal journal) {
        this.scenario = scenario;
        this.folder = folder;
        this.journal = journal;
    }

    /**
     * Opens a folder, which is made when there is none.
     *
     * @throws ResultsException when it can't be written, has other files, or is of something else
     */
    public static ExperimentRun open(CheckedScenario scenario, Path folder)
            throws ResultsException, YamlException {
        ExperimentFile.open(folder, identity(scenario));
        Journal journal = Journal.open(folder);
        return new ExperimentRun(scenario, folder, journal);
    }

    private static ExperimentFile.Identity identity(CheckedScenario scenario) throws YamlException {
        About about = scenario.points().about();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("seed", Long.toString(about.seed()));
        fields.put("name", about.name());
        scenario.points().texts().forEach(fields::putIfAbsent);
        return new ExperimentFile.Identity(software().pagurus(), fields, scenario.digests());
    }

    public Path folder() {
        return folder;
    }

    /** Ends it soon; what is finished is kept. */
    public void stop() {
        stopped = true;
        Execution running = execution;
        if (running != null) {
            running.stop();
        }
    }

    /**
     * Makes the runs; once. The derived files are written however it ends.
     *
     * @param threads how many are made at a time, 1 or more
     * @throws ExperimentException when one can't be made
     * @throws ResultsException when a file can't be written
     */
    public End run(int threads, RunsProgress progress)
            throws ExperimentException, ResultsException, YamlException {
        String yaml = SweptScenarioWriter.write(scenario.points());
        ResultFiles.replace(folder.resolve(ResultFiles.SCENARIO), out -> out.write(yaml));
        Execution running = new Execution(scenario, journal, threads, progress);
        execution = running;
        if (stopped) {
            running.stop();
        }
        boolean complete;
        try {
            complete = running.run();
        } catch (ExperimentException | ResultsException e) {
            try {
                derive();
            } catch (ResultsException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
        Summary summary = derive();
        return new End(
                summary,
                complete,
                journal.index().keys().size(),
                running.expected(),
                journal.index().lost());
    }

    private Summary derive() throws ResultsException {
        Experiment experiment = experiment();
        if (experiment.machine() == null) {
            String text = SummaryJson.of(machine());
            ResultFiles.replace(folder.resolve(ResultFiles.MACHINE), out -> out.write(text));
        }
        return DerivedFiles.write(folder, experiment);
    }

    private Experiment experiment() {
        ScenarioPoints points = scenario.points();
        boolean live = scenario.mode() == Mode.LIVE;
        return new Experiment(
                points.about().name(),
                points.about().description(),
                scenario.isCluster() ? Summary.Kind.CLUSTER : Summary.Kind.MIGRATION,
                live ? "live" : "simulated",
                software(),
                live || scenario.isCalibrated() ? machine() : null,
                points.about().seed(),
                points.repetitions().confidence(),
                points.sweep().fields().stream()
                        .map(
                                field ->
                                        new Summary.SweptField(
                                                field.path(),
                                                field.values().stream()
                                                        .map(value -> value.label())
                                                        .toList()))
                        .toList(),
                scenario.isSeveral(),
                points.repetitions().metric());
    }

    private static Summary.Software software() {
        String version = ExperimentRun.class.getPackage().getImplementationVersion();
        return new Summary.Software(
                version == null ? "(not packaged)" : version,
                System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    private static Summary.Machine machine() {
        return new Summary.Machine(
                ThisMachine.cpu(), ThisMachine.cores(), ThisMachine.memoryBytes());
    }

    @Override
    public void close() throws ResultsException {
        journal.close();
    }
}
