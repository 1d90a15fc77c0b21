package org.pagurus.experiments.metric;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.pagurus.experiments.metric.Metric.Across;
import org.pagurus.experiments.metric.Metric.Presence;

/** All metrics, in the order of reports. */
public final class Metrics {
    /** The metric that migrations are repeated for, when a scenario names none. */
    public static final String TOTAL_TIME = "totalTimeNs";

    /** The metric that clusters are repeated for, when a scenario names none. */
    public static final String ENERGY = "energyJoules";

    private static final List<String> DOWNTIME_PARTS =
            List.of(
                    "pause",
                    "harvest",
                    "lastPages",
                    "deviceState",
                    "digest",
                    "verify",
                    "journal",
                    "resume",
                    "messages");

    private static final List<Metric> OF_MIGRATIONS = migrations();
    private static final List<Metric> OF_CLUSTERS = clusters();

    private Metrics() {}

    /** Of one migration each. */
    public static List<Metric> ofMigrations() {
        return OF_MIGRATIONS;
    }

    public static List<Metric> ofClusters() {
        return OF_CLUSTERS;
    }

    private static List<Metric> migrations() {
        List<Metric> all = new ArrayList<>();
        all.add(time(TOTAL_TIME, "total time", Presence.ALWAYS));
        all.add(time("downtimeNs", "downtime", Presence.COMPLETED));
        all.add(time("expectedDowntimeNs", "expected downtime", Presence.COMPLETED));
        all.add(time("networkDowntimeNs", "network downtime", Presence.LIVE));
        all.add(bytes("totalBytes", "traffic"));
        all.add(bytes("savedBytes", "savings"));
        all.add(
                new Metric(
                        "rounds",
                        "rounds",
                        MetricUnit.COUNT,
                        Across.MEAN,
                        Presence.ALWAYS,
                        report -> report.path("rounds").size()));
        all.add(
                new Metric(
                        "throttlePercent",
                        "throttling",
                        MetricUnit.PERCENT,
                        Across.MOST,
                        Presence.ALWAYS,
                        Metrics::mostThrottled));
        all.add(
                new Metric(
                        "sufficientDowntimeLimitNs",
                        "sufficient downtime limit",
                        MetricUnit.NANOSECONDS,
                        Across.MEAN,
                        Presence.GIVEN_UP,
                        Metrics::sufficientNs));
        for (String part : DOWNTIME_PARTS) {
            String field = part + "Ns";
            all.add(
                    new Metric(
                            "downtimeParts." + field,
                            "of the downtime in " + part,
                            MetricUnit.NANOSECONDS,
                            Across.MEAN,
                            Presence.COMPLETED,
                            completed(report -> number(report.path("downtimeParts"), field))));
        }
        all.add(count("resumes", "reconnections", Presence.ALWAYS));
        all.add(time("awayNs", "time without a connection", Presence.ALWAYS));
        all.add(time("longestGapNs", "longest gap", Presence.LIVE));
        all.add(count("retransmissions", "retransmissions", Presence.LIVE));
        all.add(count("serviceRequests", "requests", Presence.SERVICE));
        all.add(count("serviceLostToDowntime", "requests lost to downtime", Presence.SERVICE));
        all.add(count("serviceLostToThrottling", "requests lost to throttling", Presence.SERVICE));
        return List.copyOf(all);
    }

    private static List<Metric> clusters() {
        return List.of(
                cluster(ENERGY, "energy", MetricUnit.JOULES),
                cluster("meanHostsOn", "hosts switched on", MetricUnit.COUNT),
                cluster("hostsSwitchedOff", "switching off of hosts", MetricUnit.COUNT),
                cluster("migrations", "migrations", MetricUnit.COUNT),
                cluster("totalBytes", "traffic", MetricUnit.BYTES),
                cluster("downtimeNs", "downtime", MetricUnit.NANOSECONDS),
                cluster("overloadTimeShare", "time in overload", MetricUnit.SHARE),
                cluster("overloadTimePerHostShare", "time in overload a host", MetricUnit.SHARE),
                cluster("demandLostShare", "demand lost to migrations", MetricUnit.SHARE),
                cluster("violation", "violation of service levels", MetricUnit.SHARE),
                cluster(
                        "energyTimesViolationKwh",
                        "energy times violation",
                        MetricUnit.KILOWATT_HOURS));
    }

    private static Metric time(String name, String words, Presence presence) {
        ToDoubleFunction<JsonNode> reading = report -> number(report, name);
        return new Metric(
                name,
                words,
                MetricUnit.NANOSECONDS,
                Across.MEAN,
                presence,
                presence == Presence.ALWAYS ? reading : completed(reading));
    }

    private static Metric bytes(String name, String words) {
        return new Metric(
                name,
                words,
                MetricUnit.BYTES,
                Across.SUM,
                Presence.ALWAYS,
                report -> number(report, name));
    }

    private static Metric count(String name, String words, Presence presence) {
        return new Metric(
                name,
                words,
                MetricUnit.COUNT,
                Across.SUM,
                presence,
                report -> number(report, name));
    }

    private static Metric cluster(String name, String words, MetricUnit unit) {
        return new Metric(
                name, words, unit, Across.SUM, Presence.ALWAYS, report -> number(report, name));
    }

    private static ToDoubleFunction<JsonNode> completed(ToDoubleFunction<JsonNode> reading) {
        return report -> isCompleted(report) ? reading.applyAsDouble(report) : Double.NaN;
    }

    /** Whether a migration was completed, by its report. */
    public static boolean isCompleted(JsonNode report) {
        return report.path("outcome").asText().equals("completed");
    }

    private static double mostThrottled(JsonNode report) {
        double most = 0;
        for (JsonNode round : report.path("rounds")) {
            most = Math.max(most, round.path("throttlePercent").asDouble());
        }
        return most;
    }

    /** Reports have 0 where no limit was looked for. */
    private static double sufficientNs(JsonNode report) {
        double ns = number(report, "sufficientDowntimeLimitNs");
        return ns > 0 ? ns : Double.NaN;
    }

    private static double number(JsonNode report, String field) {
        JsonNode value = report.path(field);
        return value.isNumber() ? value.doubleValue() : Double.NaN;
    }
}
