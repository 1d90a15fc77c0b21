package org.pagurus.experiments.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pagurus.experiments.process.DemoProcess;

/**
 * The demo with one selector after the other, round by round, each time with fresh processes: what
 * selectors save beside no compression at all, as characteristic-based compression was measured
 * (Jin et al., CLUSTER 2009: data -68.8 %, total time -32 %, downtime -27.1 % on average).
 */
public final class SelectorBench {
    private static final String UNCOMPRESSED = "none";
    private static final List<String> SELECTORS = List.of(UNCOMPRESSED, "adaptive", "cbc");

    private SelectorBench() {}

    /** What one selector's runs gave. */
    private record Figures(double[] bytes, double[] totalNs, double[] downtimeNs) {
        Figures(int runs) {
            this(new double[runs], new double[runs], new double[runs]);
        }

        void take(int run, JsonNode report) {
            bytes[run] = report.path("totalBytes").asDouble();
            totalNs[run] = report.path("totalTimeNs").asDouble();
            downtimeNs[run] = report.path("downtimeNs").asDouble();
        }
    }

    /** {@code [RUNS [DEMO OPTIONS]]}: 5 runs of each selector unless told otherwise. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        List<String> options = args.length > 1 ? List.of(args).subList(1, args.length) : List.of();
        List<Figures> all = SELECTORS.stream().map(selector -> new Figures(runs)).toList();
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < SELECTORS.size(); i++) {
                List<String> withSelector = new ArrayList<>(options);
                withSelector.addAll(List.of("--selector", SELECTORS.get(i)));
                all.get(i).take(run, DemoProcess.run(withSelector));
            }
        }
        System.out.printf(
                "medians of %d runs%n%-10s %10s %8s %10s %8s %12s %8s%n",
                runs, "selector", "MB", "saved", "total s", "saved", "downtime ms", "saved");
        for (int i = 0; i < SELECTORS.size(); i++) {
            print(SELECTORS.get(i), all.get(i), all.getFirst());
        }
    }

    private static void print(String selector, Figures figures, Figures beside) {
        double bytes = Median.of(figures.bytes());
        double totalNs = Median.of(figures.totalNs());
        double downtimeNs = Median.of(figures.downtimeNs());
        System.out.printf(
                Locale.ROOT,
                "%-10s %10.1f %6.1f %% %10.3f %6.1f %% %12.2f %6.1f %%%n",
                selector,
                bytes / 1e6,
                savedPercent(bytes, Median.of(beside.bytes())),
                totalNs / 1e9,
                savedPercent(totalNs, Median.of(beside.totalNs())),
                downtimeNs / 1e6,
                savedPercent(downtimeNs, Median.of(beside.downtimeNs())));
    }

    private static double savedPercent(double figure, double beside) {
        return 100 * (1 - figure / beside);
    }
}
