package org.pagurus.experiments.report.html;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pagurus.experiments.chart.Chart;
import org.pagurus.experiments.results.ResultsException;

/** The charts of a report as files for papers. */
public final class ChartFiles {
    /** What a chart is written as. */
    public enum Format {
        SVG,
        PNG
    }

    private ChartFiles() {}

    /**
     * Writes all charts of a folder of results.
     *
     * @param metrics to draw over swept fields; none for the main ones
     * @param to a folder, which is made when there is none
     * @return the files
     * @throws ResultsException when results can't be read, there is no such metric, or a file can't
     *     be written; the message is one line
     */
    public static List<Path> write(Path folder, List<String> metrics, Path to, Format format)
            throws ResultsException {
        Report report = ReportReader.read(folder);
        for (String metric : metrics) {
            if (report.metric(metric) == null) {
                throw new ResultsException(
                        "metric: expected one of "
                                + String.join(
                                        ", ",
                                        report.metrics().stream().map(MetricColumn::name).toList())
                                + " but found "
                                + metric);
            }
        }
        Map<String, Chart> charts = new LinkedHashMap<>();
        charts.putAll(SweepCharts.of(report, metrics));
        charts.putAll(RunCharts.of(report));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, Chart> chart : charts.entrySet()) {
            files.add(write(chart.getKey(), chart.getValue(), to, format));
        }
        return files;
    }

    private static Path write(String name, Chart chart, Path to, Format format)
            throws ResultsException {
        String ending = "." + format.name().toLowerCase(Locale.ROOT);
        Path file = to.resolve(name.replaceAll("[^A-Za-z0-9._-]+", "_") + ending);
        try {
            Files.createDirectories(to);
            switch (format) {
                case SVG -> Files.writeString(file, chart.svg());
                case PNG -> Files.write(file, chart.png());
            }
            return file;
        } catch (IllegalStateException e) {
            throw new ResultsException(file + ": " + e.getMessage() + "; SVG needs none", e);
        } catch (IOException e) {
            throw new ResultsException(file + ": expected a file that can be written: " + e, e);
        }
    }
}
