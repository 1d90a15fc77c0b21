package org.pagurus.experiments.results;

import java.nio.file.Path;

/** The files that follow from the journal: the same bytes for the same runs. */
public final class DerivedFiles {
    private DerivedFiles() {}

    /**
     * Writes them, each in place of the one that was there.
     *
     * @return the summary that was written
     * @throws ResultsException when the journal can't be read, or a file not be written
     */
    public static Summary write(Path folder, Experiment experiment) throws ResultsException {
        try (Runs runs = Runs.open(folder)) {
            RunTables tables = new RunTables(experiment, runs);
            ResultFiles.replace(folder.resolve(ResultFiles.RESULTS), tables::results);
            switch (experiment.kind()) {
                case MIGRATION -> {
                    ResultFiles.replace(folder.resolve(ResultFiles.ROUNDS), tables::rounds);
                    ResultFiles.replace(folder.resolve(ResultFiles.CODECS), tables::codecs);
                }
                case CLUSTER ->
                        ResultFiles.replace(folder.resolve(ResultFiles.SAMPLES), tables::samples);
            }
            Summary summary = new SummaryMaker(experiment).of(runs);
            String text = SummaryJson.of(summary);
            ResultFiles.replace(folder.resolve(ResultFiles.SUMMARY), out -> out.write(text));
            return summary;
        }
    }
}
