package org.pagurus.experiments.fidelity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.demo.DemoOptions;
import org.pagurus.experiments.demo.FluidDemo;
import org.pagurus.experiments.demo.SimulatedDemo;
import org.pagurus.experiments.process.DemoProcess;
import org.pagurus.guest.GuestException;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;

/** Makes migrations live, in the demo, and simulated, page by page and by classes of pages. */
public final class FidelityBench {
    /** What the demo makes of options on its command line. */
    public interface Parser {
        DemoOptions parse(List<String> options) throws Exception;
    }

    private final Parser parser;
    private final Calibration calibration;
    private final int runs;
    private final int seeds;
    private final Consumer<String> notes;

    /**
     * @param runs live ones of each case, 0 or more
     * @param seeds of exact ones of each case, 1 or more
     * @param notes told what is being done
     */
    public FidelityBench(
            Parser parser, Calibration calibration, int runs, int seeds, Consumer<String> notes) {
        this.parser = parser;
        this.calibration = calibration;
        this.runs = runs;
        this.seeds = seeds;
        this.notes = notes;
    }

    /** Runs all cases in turn, {@code runs} times, so that a slow minute spreads over them. */
    public List<FidelityResult> run(List<FidelityCase> cases) throws Exception {
        List<Figures> simulated = new ArrayList<>();
        List<Figures> fluid = new ArrayList<>();
        for (FidelityCase each : cases) {
            simulated.add(simulate(each));
            fluid.add(fluid(each));
        }
        List<List<Figures>> live = new ArrayList<>();
        cases.forEach(each -> live.add(new ArrayList<>()));
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < cases.size(); i++) {
                notes.accept("live, run " + (run + 1) + " of " + runs + ": " + cases.get(i).name());
                live.get(i).add(live(cases.get(i)));
            }
        }
        List<FidelityResult> results = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            results.add(
                    new FidelityResult(
                            cases.get(i).name(), live.get(i), simulated.get(i), fluid.get(i)));
        }
        return results;
    }

    private static Figures live(FidelityCase each) throws IOException, InterruptedException {
        return Figures.of(DemoProcess.run(each.options()));
    }

    private Figures simulate(FidelityCase each) throws Exception {
        notes.accept("simulated: " + each.name());
        List<Figures> all = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            List<String> options = new ArrayList<>(each.options());
            options.addAll(List.of("--seed", Integer.toString(seed)));
            DemoOptions demo = parser.parse(options);
            all.add(figures(each, () -> new SimulatedDemo(demo, calibration).run()));
        }
        return Figures.mean(all);
    }

    private Figures fluid(FidelityCase each) throws Exception {
        DemoOptions demo = parser.parse(each.options());
        return figures(each, () -> new FluidDemo(demo, calibration).run());
    }

    private interface Run {
        MigrationReport run() throws GuestException;
    }

    private static Figures figures(FidelityCase each, Run run) {
        try {
            MigrationReport report = run.run();
            if (report.outcome() != Outcome.COMPLETED) {
                throw new IllegalStateException(each.name() + ", simulated: " + report.reason());
            }
            return Figures.of(report);
        } catch (GuestException e) {
            throw new IllegalStateException(each.name() + ", simulated: " + e.getMessage(), e);
        }
    }
}
