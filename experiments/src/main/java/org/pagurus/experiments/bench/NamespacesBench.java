package org.pagurus.experiments.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pagurus.experiments.process.DemoProcess;

/**
 * The demo in network namespaces, again and again: the gap that a plain ping saw beside the
 * downtime, and whether the wrong host spoke or a write was lost. Ends with status 1 when the gap
 * is too long in the median or anything went wrong once.
 */
public final class NamespacesBench {
    private static final double NS_PER_MS = 1e6;

    /** How much longer than the downtime ping's gap may be, in the median. */
    private static final double ALLOWED_MS = 30;

    private NamespacesBench() {}

    /**
     * {@code [RUNS [DEMO OPTIONS]]}: 20 runs unless told otherwise, of the demo's default guest.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        List<String> options = new ArrayList<>(List.of("--network", "namespaces"));
        options.addAll(List.of(args).subList(Math.min(1, args.length), args.length));
        double[] downtimesMs = new double[runs];
        double[] networkMs = new double[runs];
        double[] gapsMs = new double[runs];
        double[] differencesMs = new double[runs];
        long wrong = 0;
        System.out.printf(
                "%4s %12s %20s %12s %14s %14s %7s%n",
                "run",
                "downtime ms",
                "network downtime ms",
                "ping gap ms",
                "pings lost",
                "wrong frames",
                "lost");
        for (int run = 0; run < runs; run++) {
            JsonNode report = DemoProcess.run(options);
            JsonNode ping = report.path("ping");
            downtimesMs[run] = report.path("downtimeNs").asLong() / NS_PER_MS;
            networkMs[run] = report.path("networkDowntimeNs").asLong() / NS_PER_MS;
            gapsMs[run] = ping.path("longestGapNs").asLong() / NS_PER_MS;
            differencesMs[run] = gapsMs[run] - downtimesMs[run];
            long wrongFrames =
                    ping.path("wrongHostFrames").asLong() + ping.path("missedFrames").asLong();
            long lost = report.path("lostAcknowledgedWrites").asLong();
            wrong += wrongFrames + lost + ping.path("duplicates").asLong();
            System.out.printf(
                    Locale.ROOT,
                    "%4d %12.2f %20.2f %12.2f %14d %14d %7d%n",
                    run + 1,
                    downtimesMs[run],
                    networkMs[run],
                    gapsMs[run],
                    ping.path("sent").asLong() - ping.path("answered").asLong(),
                    wrongFrames,
                    lost);
        }
        Spread.print("downtime", downtimesMs);
        Spread.print("network downtime", networkMs);
        Spread.print("ping gap", gapsMs);
        Spread.print("ping gap less downtime", differencesMs);
        boolean holds = wrong == 0 && Median.of(differencesMs) <= ALLOWED_MS;
        System.out.println(holds ? "holds" : "DOES NOT HOLD");
        System.exit(holds ? 0 : 1);
    }
}
