package org.pagurus.experiments.report.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.pagurus.experiments.chart.Chart;
import org.pagurus.experiments.chart.PanelChart;
import org.pagurus.experiments.chart.StackedBars;
import org.pagurus.memory.Page;

/** Charts of what runs did: migrations and clusters over time, parts of downtimes, codecs. */
final class RunCharts {
    /** Runs that are drawn over time, each the first of its point. */
    private static final int MAX_RUNS = 20;

    private static final int MAX_ROWS = 40;
    private static final double NS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MB = 1e6;
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double JOULES_PER_KJ = 1e3;

    private RunCharts() {}

    /** By the names of their files. */
    static Map<String, Chart> of(Report report) {
        Map<String, Chart> charts = new LinkedHashMap<>();
        report.migrations().stream()
                .filter(one -> one.repetition() == 0)
                .limit(MAX_RUNS)
                .forEach(
                        one ->
                                charts.put(
                                        "timeline-"
                                                + one.point()
                                                + "-"
                                                + one.repetition()
                                                + "-"
                                                + one.guest(),
                                        timeline(one)));
        if (report.downtimeMs().stream().flatMap(List::stream).anyMatch(ms -> ms > 0)) {
            charts.put("downtime", downtime(report));
        }
        if (!report.codecs().codecs().isEmpty()) {
            charts.put("codecs", codecs(report));
        }
        report.days().stream()
                .filter(day -> day.repetition() == 0)
                .limit(MAX_RUNS)
                .forEach(
                        day ->
                                charts.put(
                                        "cluster-" + day.point() + "-" + day.repetition(),
                                        cluster(day)));
        return charts;
    }

    private static Chart timeline(MigrationLine migration) {
        List<Double> from = new ArrayList<>();
        double until = 0;
        for (MigrationLine.Round round : migration.rounds()) {
            from.add(until);
            until += round.durationNs() / NS_PER_SECOND;
        }
        double end = until;
        List<MigrationLine.Round> rounds = migration.rounds();
        List<PanelChart.Panel> panels = new ArrayList<>();
        panels.add(
                new PanelChart.Panel(
                        "MB/s",
                        List.of(
                                trace(
                                        "sent (link rate)",
                                        from,
                                        end,
                                        rounds,
                                        r -> rate(r, r.bytes())),
                                trace(
                                        "dirtied by the guest",
                                        from,
                                        end,
                                        rounds,
                                        r -> rate(r, Page.offsetBytes(r.dirtiedPages()))))));
        panels.add(
                new PanelChart.Panel(
                        "MiB",
                        List.of(
                                trace(
                                        "sent in the round",
                                        from,
                                        end,
                                        rounds,
                                        r -> r.bytes() / BYTES_PER_MIB),
                                trace(
                                        "pending after it",
                                        from,
                                        end,
                                        rounds,
                                        r -> Page.offsetBytes(r.pendingPages()) / BYTES_PER_MIB))));
        if (rounds.stream().anyMatch(round -> round.throttlePercent() > 0)) {
            panels.add(
                    new PanelChart.Panel(
                            "throttling, %",
                            List.of(
                                    trace(
                                            "throttling",
                                            from,
                                            end,
                                            rounds,
                                            MigrationLine.Round::throttlePercent))));
        }
        return new PanelChart(
                migration.label() + " over time",
                "s from the first round on",
                Math.max(end, migration.totalTimeNs() / NS_PER_SECOND),
                panels);
    }

    private static double rate(MigrationLine.Round round, long bytes) {
        return round.durationNs() == 0
                ? 0
                : bytes / BYTES_PER_MB / (round.durationNs() / NS_PER_SECOND);
    }

    private static <T> PanelChart.Trace trace(
            String name, List<Double> from, double until, List<T> of, ToDoubleFunction<T> value) {
        return new PanelChart.Trace(
                name, from, of.stream().map(value::applyAsDouble).toList(), until);
    }

    private static Chart downtime(Report report) {
        List<StackedBars.Row> rows = new ArrayList<>();
        for (int place : places(report)) {
            rows.add(new StackedBars.Row(label(report, place), report.downtimeMs().get(place)));
        }
        return new StackedBars(
                "Parts of the downtime", "downtime, ms", report.downtimeParts(), rows);
    }

    private static Chart codecs(Report report) {
        List<StackedBars.Row> rows = new ArrayList<>();
        for (int place : places(report)) {
            rows.add(
                    new StackedBars.Row(
                            label(report, place),
                            report.codecs().mebibytes().stream()
                                    .map(codec -> codec.get(place))
                                    .toList()));
        }
        return new StackedBars(
                "Bytes of pages sent by codec",
                "bytes of pages sent, MiB",
                report.codecs().codecs(),
                rows);
    }

    /** Of as many points as there is room for, from all over the sweep. */
    private static int[] places(Report report) {
        int all = report.points().size();
        int count = Math.min(all, MAX_ROWS);
        return IntStream.range(0, count).map(i -> (int) ((long) i * all / count)).toArray();
    }

    /** Values alone: which field each is of stands in the scenario. */
    private static String label(Report report, int place) {
        PointLine point = report.points().get(place);
        return IntStream.range(0, report.fields().size())
                .mapToObj(
                        field -> report.fields().get(field).values().get(point.values().get(field)))
                .reduce((a, b) -> a + ", " + b)
                .orElse(report.name());
    }

    private static Chart cluster(DayLine day) {
        List<DayLine.Sample> samples = day.samples();
        List<Double> from =
                IntStream.range(0, samples.size()).mapToObj(sample -> (double) sample).toList();
        double end = samples.size();
        return new PanelChart(
                "A cluster's load and energy, " + day.label(),
                "sample",
                end,
                List.of(
                        new PanelChart.Panel(
                                "hosts",
                                List.of(
                                        trace(
                                                "switched on",
                                                from,
                                                end,
                                                samples,
                                                DayLine.Sample::hostsOn),
                                        trace(
                                                "overloaded",
                                                from,
                                                end,
                                                samples,
                                                DayLine.Sample::overloadedHosts))),
                        new PanelChart.Panel(
                                "demand, MIPS",
                                List.of(
                                        trace(
                                                "demand",
                                                from,
                                                end,
                                                samples,
                                                DayLine.Sample::demandMips))),
                        new PanelChart.Panel(
                                "energy in a sample, kJ",
                                List.of(
                                        trace(
                                                "energy",
                                                from,
                                                end,
                                                samples,
                                                sample -> sample.joules() / JOULES_PER_KJ))),
                        new PanelChart.Panel(
                                "migrations running",
                                List.of(
                                        trace(
                                                "running",
                                                from,
                                                end,
                                                samples,
                                                DayLine.Sample::running)))));
    }
}
