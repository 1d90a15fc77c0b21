package org.pagurus.experiments.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.pagurus.experiments.process.DemoProcess;

/**
 * The demo, again and again, each time with fresh processes: downtime and network downtime of every
 * run, their medians and maxima.
 */
public final class DowntimeBench {
    private static final double NS_PER_MS = 1e6;

    private DowntimeBench() {}

    /**
     * {@code [RUNS [DEMO OPTIONS]]}: 20 runs unless told otherwise, of a guest of 1 GiB that writes
     * 50 MiB/s over a working set of 64 MiB, which are the demo's defaults.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        List<String> options = args.length > 1 ? List.of(args).subList(1, args.length) : List.of();
        double[] downtimesMs = new double[runs];
        double[] networkMs = new double[runs];
        double[] differencesMs = new double[runs];
        System.out.printf(
                "%4s %12s %20s %10s %7s%n",
                "run", "downtime ms", "network downtime ms", "rounds", "lost");
        for (int run = 0; run < runs; run++) {
            JsonNode report = DemoProcess.run(options);
            downtimesMs[run] = report.path("downtimeNs").asLong() / NS_PER_MS;
            networkMs[run] = report.path("networkDowntimeNs").asLong() / NS_PER_MS;
            differencesMs[run] = networkMs[run] - downtimesMs[run];
            System.out.printf(
                    Locale.ROOT,
                    "%4d %12.2f %20.2f %10d %7d%n",
                    run + 1,
                    downtimesMs[run],
                    networkMs[run],
                    report.path("rounds").size(),
                    report.path("lostAcknowledgedWrites").asLong());
        }
        Spread.print("downtime", downtimesMs);
        Spread.print("network downtime", networkMs);
        Spread.print("network downtime less downtime", differencesMs);
    }
}
