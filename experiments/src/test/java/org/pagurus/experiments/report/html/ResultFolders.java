package org.pagurus.experiments.report.html;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.pagurus.experiments.metric.Metric;
import org.pagurus.experiments.metric.RunMetrics;
import org.pagurus.experiments.results.Journal;
import org.pagurus.experiments.results.ResultFiles;
import org.pagurus.experiments.results.RunKey;
import org.pagurus.experiments.results.RunLine;
import org.pagurus.experiments.results.Summary;
import org.pagurus.experiments.results.SummaryJson;
import org.pagurus.experiments.statistics.Comparison;
import org.pagurus.experiments.statistics.Comparisons;
import org.pagurus.experiments.statistics.Estimate;

/**
 * Folders of results as a run leaves them, made up: migrations and clusters that never were, always
 * the same.
 */
public final class ResultFolders {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double CONFIDENCE = 0.95;
    private static final long MB = 1_000_000;
    private static final long MS = 1_000_000;
    private static final int PAGE_BYTES = 4096;

    /** What a name may be that wants to be more than one. */
    public static final String HOSTILE = "a</script><script>alert(1)</script>&\"'<b>";

    private final Path folder;
    private final String name;
    private final String mode;
    private final int repetitions;
    private final long seed;
    private double slower = 1;
    private int failing;

    /**
     * @param mode {@code simulated} or {@code live}
     */
    public ResultFolders(Path folder, String name, String mode, int repetitions, long seed) {
        this.folder = folder;
        this.name = name;
        this.mode = mode;
        this.repetitions = repetitions;
        this.seed = seed;
    }

    /** Has all downtimes be longer by this factor. */
    public ResultFolders slower(double factor) {
        slower = factor;
        return this;
    }

    /** Has the first repetition of every point fail. */
    public ResultFolders failing() {
        failing = 1;
        return this;
    }

    /** Migrations at every combination of link rates and policies. */
    public Path migrations(List<String> rates, List<String> policies) throws Exception {
        List<Summary.SweptField> sweep = new ArrayList<>();
        if (rates.size() > 1) {
            sweep.add(new Summary.SweptField("link.rate", rates));
        }
        if (policies.size() > 1) {
            sweep.add(new Summary.SweptField("settings.policy", policies));
        }
        RunMetrics metrics = RunMetrics.ofMigrations(false);
        List<List<String>> values = new ArrayList<>();
        List<List<RunLine>> runs = new ArrayList<>();
        for (String rate : rates) {
            for (String policy : policies) {
                List<String> point = new ArrayList<>();
                if (rates.size() > 1) {
                    point.add(rate);
                }
                if (policies.size() > 1) {
                    point.add(policy);
                }
                List<RunLine> lines = new ArrayList<>();
                for (int r = 0; r < repetitions; r++) {
                    RandomGenerator random = random(runs.size(), r);
                    ArrayNode migrations = JSON.createArrayNode();
                    double bytesPerSecond = Double.parseDouble(rate.replaceAll("[^0-9.]", "")) * MB;
                    migrations.add(migration(bytesPerSecond, policies.indexOf(policy), random));
                    lines.add(
                            RunLine.ofMigrations(new RunKey(runs.size(), r), seed + r, migrations));
                }
                values.add(point);
                runs.add(lines);
            }
        }
        return write(Summary.Kind.MIGRATION, sweep, values, runs, metrics);
    }

    /** Clusters under several strategies. */
    public Path clusters(List<String> strategies) throws Exception {
        List<List<String>> values = new ArrayList<>();
        List<List<RunLine>> runs = new ArrayList<>();
        for (String strategy : strategies) {
            List<RunLine> lines = new ArrayList<>();
            for (int r = 0; r < repetitions; r++) {
                lines.add(
                        RunLine.ofCluster(
                                new RunKey(runs.size(), r),
                                seed + r,
                                cluster(strategy, random(runs.size(), r))));
            }
            values.add(List.of(strategy));
            runs.add(lines);
        }
        List<Summary.SweptField> sweep =
                List.of(new Summary.SweptField("strategy.consolidation.overload", strategies));
        return write(Summary.Kind.CLUSTER, sweep, values, runs, RunMetrics.ofCluster());
    }

    /** The same for the same repetition, as seeds are. */
    private RandomGenerator random(int point, int repetition) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed + repetition + point % 2);
    }

    private ObjectNode migration(double bytesPerSecond, int policy, RandomGenerator random) {
        double dirtyPages = 12_000 * (0.9 + 0.2 * random.nextDouble());
        ObjectNode report = JSON.createObjectNode();
        report.put("guest", "crab").put("from", "source").put("to", "destination");
        report.put("startNs", 0).put("outcome", "completed").put("reason", "");
        report.put("memoryIdentical", true);
        ArrayNode rounds = JSON.createArrayNode();
        double pending = 65_536;
        double totalNs = 0;
        double totalBytes = 0;
        int throttle = 0;
        for (int round = 0; round < 12 + 2 * policy; round++) {
            boolean last = pending < 200 || round == 11 + 2 * policy;
            double bytes = pending * PAGE_BYTES * 0.55;
            double ns = bytes / bytesPerSecond * 1e9 + 200_000;
            throttle = policy == 1 && round > 3 ? Math.min(80, throttle + 20) : 0;
            double dirtied = Math.min(16_384, dirtyPages * ns / 1e9 * (1 - throttle / 100.0));
            ObjectNode node = rounds.addObject();
            node.put("round", round).put("pages", Math.round(pending)).put("zeroPages", 10);
            node.put("bytes", Math.round(bytes)).put("durationNs", Math.round(ns));
            node.put("skippedPages", Math.round(dirtied / 20))
                    .put("dirtiedPages", Math.round(dirtied));
            node.put("repeatedPages", 5).put("pendingPages", last ? 0 : Math.round(dirtied));
            node.put("throttlePercent", throttle);
            codecs(node, pending);
            totalNs += ns;
            totalBytes += bytes;
            pending = dirtied;
            if (last) {
                break;
            }
        }
        double downtimeNs = 0;
        ObjectNode parts = report.putObject("downtimeParts");
        double[] shares = {0.2, 0.1, 2 + 20 * MB / bytesPerSecond, 0.3, 0.05, 0, 0.4, 0.6, 0.35};
        for (DowntimePart part : DowntimePart.values()) {
            double ns = shares[part.ordinal()] * MS * slower * (0.9 + 0.2 * random.nextDouble());
            parts.put(part.metric().substring("downtimeParts.".length()), Math.round(ns));
            downtimeNs += Math.round(ns);
        }
        report.put("downtimeNs", Math.round(downtimeNs));
        report.put("expectedDowntimeNs", Math.round(downtimeNs * 1.1))
                .put("downtimeLimitNs", 300 * MS);
        report.put("sufficientDowntimeLimitNs", 0).put("totalTimeNs", Math.round(totalNs + 5 * MS));
        report.put("totalBytes", Math.round(totalBytes)).put("memoryBytes", 1 << 28);
        codecs(report, 80_000);
        report.set("rounds", rounds);
        if (mode.equals("live")) {
            report.put("networkDowntimeNs", Math.round(downtimeNs * 1.3));
        }
        return report;
    }

    private static void codecs(ObjectNode node, double pages) {
        node.put("savedBytes", Math.round(pages * 1800));
        ObjectNode codecs = node.putObject("codecs");
        Map<String, double[]> shares = new LinkedHashMap<>();
        shares.put("raw", new double[] {0.1, 4096});
        shares.put("zero", new double[] {0.2, 0});
        shares.put("lz4", new double[] {0.3, 1900});
        shares.put("zstd", new double[] {0.25, 1500});
        shares.put("xbzrle", new double[] {0.1, 120});
        shares.put("duplicate", new double[] {0.05, 8});
        shares.forEach(
                (codec, share) ->
                        codecs.putObject(codec)
                                .put("pages", Math.round(pages * share[0]))
                                .put("bytes", Math.round(pages * share[0] * share[1])));
    }

    private static ObjectNode cluster(String strategy, RandomGenerator random) {
        ObjectNode report = JSON.createObjectNode();
        report.put("strategy", strategy);
        ArrayNode samples = JSON.createArrayNode();
        double joules = 0;
        for (int sample = 0; sample < 288; sample++) {
            double load =
                    0.5 - 0.3 * Math.cos(2 * Math.PI * sample / 288) + 0.05 * random.nextDouble();
            double energy = 100 * load * 200 * 300;
            joules += energy;
            ObjectNode node = samples.addObject();
            node.put("sample", sample).put("hostsOn", Math.round(20 + 70 * load));
            node.put("demandMips", Math.round(300_000 * load))
                    .put("overloadedHosts", random.nextInt(4));
            node.put("joules", energy).put("planned", random.nextInt(9));
            node.put("completed", random.nextInt(9))
                    .put("running", random.nextInt(4))
                    .put("waiting", 0);
        }
        report.put("energyJoules", joules).put("meanHostsOn", 55.5).put("hostsSwitchedOff", 40);
        report.put("migrations", 900 + random.nextInt(90)).put("totalBytes", 1L << 40);
        report.put("downtimeNs", 900 * MS)
                .put("overloadTimeShare", 0.05 + 0.01 * random.nextDouble());
        report.put("overloadTimePerHostShare", 0.05).put("demandLostShare", 0.001);
        report.put("violation", 0.00005 * (1 + random.nextDouble()))
                .put("energyTimesViolationKwh", 0.01);
        report.set("samples", samples);
        return report;
    }

    private Path write(
            Summary.Kind kind,
            List<Summary.SweptField> sweep,
            List<List<String>> values,
            List<List<RunLine>> runs,
            RunMetrics metrics)
            throws Exception {
        Files.createDirectories(folder);
        try (Journal journal = Journal.open(folder)) {
            for (List<RunLine> lines : runs) {
                journal.append(lines);
            }
        }
        List<Summary.Point> points = new ArrayList<>();
        for (int point = 0; point < runs.size(); point++) {
            Map<String, Estimate> estimates = new LinkedHashMap<>();
            for (Metric metric : metrics.metrics()) {
                Estimate estimate =
                        Estimate.ofPresent(column(runs.get(point), metrics, metric), CONFIDENCE);
                if (estimate != null) {
                    estimates.put(metric.name(), estimate);
                }
            }
            points.add(
                    new Summary.Point(
                            point,
                            values.get(point),
                            repetitions,
                            repetitions - failing,
                            estimates));
        }
        Summary summary =
                new Summary(
                        name,
                        "what a test made up",
                        kind,
                        mode,
                        new Summary.Software("0.1.0", "25.0.1", "Linux 6.12"),
                        mode.equals("live") ? new Summary.Machine("a CPU", 2, 24L << 30) : null,
                        seed,
                        CONFIDENCE,
                        sweep,
                        points,
                        comparisons(sweep, values, runs, metrics),
                        List.of());
        Files.writeString(folder.resolve(ResultFiles.SUMMARY), SummaryJson.of(summary));
        Files.writeString(
                folder.resolve(ResultFiles.SCENARIO),
                "name: made-up\nseed: " + seed + "\nsettings: {downtime-limit: 300ms}\n");
        return folder;
    }

    /** Of the last field: its first value with each other, at the same values of the rest. */
    private List<Comparison> comparisons(
            List<Summary.SweptField> sweep,
            List<List<String>> values,
            List<List<RunLine>> runs,
            RunMetrics metrics) {
        Comparisons comparisons = new Comparisons(CONFIDENCE);
        if (sweep.isEmpty() || runs.size() > 100) {
            return List.of();
        }
        Summary.SweptField last = sweep.getLast();
        int width = last.values().size();
        for (int point = 0; point < runs.size(); point++) {
            int first = point - point % width;
            if (point != first) {
                String others =
                        sweep.size() == 1 ? "" : "link.rate " + values.get(point).getFirst();
                for (Metric metric : metrics.metrics()) {
                    comparisons.add(
                            new Comparisons.Pair(
                                    last.field(),
                                    first,
                                    point,
                                    values.get(first).getLast(),
                                    values.get(point).getLast(),
                                    others),
                            metric,
                            column(runs.get(first), metrics, metric),
                            column(runs.get(point), metrics, metric));
                }
            }
        }
        return comparisons.all();
    }

    private static double[] column(List<RunLine> runs, RunMetrics metrics, Metric metric) {
        int at = metrics.indexOf(metric.name());
        return runs.stream().mapToDouble(run -> metrics.of(run.json())[at]).toArray();
    }
}
