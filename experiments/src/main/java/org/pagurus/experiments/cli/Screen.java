package org.pagurus.experiments.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.pagurus.experiments.progress.BarProgress;
import org.pagurus.experiments.progress.ExperimentProgress;
import org.pagurus.experiments.progress.MigrationProgress;
import org.pagurus.experiments.progress.PlainProgress;
import org.pagurus.experiments.progress.SeedProgress;
import org.pagurus.experiments.progress.SimulationProgress;

/**
 * Where commands print.
 *
 * @param out results
 * @param err errors and what passes: one line each
 * @param terminal whether a person watches: then progress may be drawn over
 */
public record Screen(PrintWriter out, PrintWriter err, boolean terminal) {
    /** This process's own. */
    public static Screen system() {
        Console console = System.console();
        Charset charset = Charset.defaultCharset();
        return new Screen(
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset),
                console != null && console.isTerminal());
    }

    /** Shows how many of so many seeds are done. */
    SeedProgress seedProgress(long seeds) {
        return new SeedProgress(terminal ? System.err : null, seeds);
    }

    /** Shows how the migration of a guest with so much memory goes on. */
    MigrationProgress progress(long memoryBytes) {
        return terminal ? new BarProgress(out, System.err, memoryBytes) : new PlainProgress(out);
    }

    /** Shows how many runs of an experiment are finished. */
    ExperimentProgress experimentProgress(String name) {
        return new ExperimentProgress(name, err, terminal ? System.err : null, System::nanoTime);
    }

    /** Shows how far a simulation is. */
    SimulationProgress simulationProgress() {
        return new SimulationProgress(err, terminal ? System.err : null, System::nanoTime);
    }
}
