package org.pagurus.experiments.fidelity.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.pagurus.experiments.plan.Forecast;
import org.pagurus.experiments.plan.Plan;
import org.pagurus.experiments.plan.PlanException;
import org.pagurus.experiments.plan.Trials;
import org.pagurus.experiments.plan.trial.PlanRun;
import org.pagurus.experiments.plan.words.PagurusWords;
import org.pagurus.experiments.plan.words.Wanted;
import org.pagurus.experiments.process.DemoProcess;

/** Plans for profiles, then migrates live with all that the plans offer. */
public final class PlanBench {
    /** What a plan's command line asks for. */
    public interface Parser {
        PlanRun parse(List<String> options) throws Exception;
    }

    private final Parser parser;
    private final List<String> options;
    private final int runs;
    private final Consumer<String> notes;

    /**
     * @param options of all plans beside those of the cases
     * @param runs live ones of all that is offered
     * @param notes told what is being done
     */
    public PlanBench(Parser parser, List<String> options, int runs, Consumer<String> notes) {
        this.parser = parser;
        this.options = List.copyOf(options);
        this.runs = runs;
        this.notes = notes;
    }

    /**
     * Plans for a case and migrates; the offered settings take turns, so that slow minutes spread.
     */
    public PlanCaseResult run(PlanCase each) throws Exception {
        Plan plan = plan(each);
        List<List<LiveRun>> live = new ArrayList<>();
        List<List<String>> failures = new ArrayList<>();
        plan.offered()
                .forEach(
                        offered -> {
                            live.add(new ArrayList<>());
                            failures.add(new ArrayList<>());
                        });
        for (int run = 0; run < runs; run++) {
            for (int index = 0; index < plan.offered().size(); index++) {
                Forecast forecast = plan.offered().get(index);
                notes.accept(each.name() + ": live, " + (run + 1) + ": " + forecast.choice());
                try {
                    live.get(index).add(migrate(each, plan, forecast, run));
                } catch (IllegalStateException e) {
                    failures.get(index).add(String.valueOf(e.getMessage()));
                }
            }
        }
        List<LiveForecast> offered = new ArrayList<>();
        for (int index = 0; index < plan.offered().size(); index++) {
            offered.add(
                    new LiveForecast(
                            plan.offered().get(index), live.get(index), failures.get(index)));
        }
        return new PlanCaseResult(each.name(), plan, offered);
    }

    private Plan plan(PlanCase each) throws Exception {
        notes.accept(each.name() + ": planned");
        List<String> all = each.planOptions();
        all.addAll(options);
        try {
            return parser.parse(all).run(Trials.Progress.NONE);
        } catch (PlanException e) {
            throw new IllegalStateException(each.name() + ": " + e.getMessage(), e);
        }
    }

    private static LiveRun migrate(PlanCase each, Plan plan, Forecast forecast, int run)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(each.guest());
        all.addAll(
                PagurusWords.options(
                        new Wanted(
                                forecast.choice(),
                                plan.question().linkRateBytesPerSecond(),
                                plan.question().timeLimitNs(),
                                plan.question().memoryBytes())));
        all.addAll(List.of("--seed", Integer.toString(run + 1)));
        return LiveRun.of(DemoProcess.run(all));
    }
}
