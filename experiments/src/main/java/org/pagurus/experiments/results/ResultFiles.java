package org.pagurus.experiments.results;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The names of the files in a folder of results, and how the derived ones are replaced. */
public final class ResultFiles {
    /** What the folder is of: it is run on only for the same. */
    public static final String EXPERIMENT = "experiment.json";

    /** The scenario with all that it leaves out. */
    public static final String SCENARIO = "scenario.yaml";

    /** The journal. */
    public static final String RUNS = "runs.jsonl";

    public static final String RESULTS = "results.csv";
    public static final String ROUNDS = "rounds.csv";
    public static final String CODECS = "codecs.csv";
    public static final String SAMPLES = "samples.csv";
    public static final String SUMMARY = "summary.json";

    /** What the runs were made on, where that makes no difference to them. */
    public static final String MACHINE = "machine.json";

    /** A file that is being written has this behind its name. */
    static final String PART = ".part";

    /** Writes a file's text. */
    @FunctionalInterface
    public interface Content {
        void write(Writer out) throws IOException, ResultsException;
    }

    private ResultFiles() {}

    /**
     * Puts a file in place of another, or of none, all at once: whoever reads finds the old or the
     * new one.
     *
     * @throws ResultsException when it can't be written; the old one is left
     */
    public static void replace(Path file, Content content) throws ResultsException {
        Path part = file.resolveSibling(file.getFileName() + PART);
        try {
            try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                content.write(out);
            }
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ResultsException(file + ": expected a file that can be written: " + e, e);
        }
    }
}
