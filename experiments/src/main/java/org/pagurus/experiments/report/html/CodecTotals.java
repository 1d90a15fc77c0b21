package org.pagurus.experiments.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pagurus.experiments.results.RunLine;

/** Adds up what codecs sent, run by run. */
final class CodecTotals {
    private static final double BYTES_PER_MIB = 1 << 20;

    /** What kind of page a codec is for; all others compress a page by itself. */
    private static final Map<String, String> CLASSES =
            Map.of(
                    "zero", "zero pages",
                    "raw", "in full",
                    "xbzrle", "by what changed",
                    "prefix", "by what changed",
                    "duplicate", "as another page",
                    "unchanged", "not changed");

    private static final String COMPRESSED = "compressed";

    private final List<PointLine> points;
    private final Map<Integer, Integer> places = new HashMap<>();
    private final Map<String, double[]> pages = new TreeMap<>();
    private final Map<String, double[]> bytes = new TreeMap<>();

    CodecTotals(List<PointLine> points) {
        this.points = points;
        for (int i = 0; i < points.size(); i++) {
            places.put(points.get(i).point(), i);
        }
    }

    void add(RunLine run) {
        Integer place = places.get(run.key().point());
        if (place == null) {
            return;
        }
        for (JsonNode migration : run.migrations()) {
            for (Map.Entry<String, JsonNode> codec : migration.path("codecs").properties()) {
                add(pages, codec.getKey(), place, codec.getValue().path("pages").asDouble());
                add(bytes, codec.getKey(), place, codec.getValue().path("bytes").asDouble());
            }
        }
    }

    private void add(Map<String, double[]> totals, String codec, int place, double amount) {
        totals.computeIfAbsent(codec, name -> new double[points.size()])[place] += amount;
    }

    CodecTable table() {
        List<String> codecs = List.copyOf(pages.keySet());
        List<List<Double>> meanPages = new ArrayList<>();
        List<List<Double>> meanMebibytes = new ArrayList<>();
        for (String codec : codecs) {
            meanPages.add(means(pages.getOrDefault(codec, new double[0]), 1));
            meanMebibytes.add(means(bytes.getOrDefault(codec, new double[0]), BYTES_PER_MIB));
        }
        return new CodecTable(
                codecs,
                codecs.stream().map(codec -> CLASSES.getOrDefault(codec, COMPRESSED)).toList(),
                meanPages,
                meanMebibytes);
    }

    private List<Double> means(double[] totals, double unit) {
        List<Double> means = new ArrayList<>();
        for (int i = 0; i < totals.length; i++) {
            means.add(Digits.rounded(totals[i] / Math.max(1, points.get(i).runs()) / unit));
        }
        return means;
    }
}
