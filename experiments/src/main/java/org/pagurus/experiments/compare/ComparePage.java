package org.pagurus.experiments.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.report.html.Html;
import org.pagurus.experiments.report.html.Page;
import org.pagurus.experiments.report.html.Table;

/** A comparison as one page that needs nothing else. */
public final class ComparePage {
    /** More rows make a page that no one reads; the JSON has all. */
    private static final int MAX_COMPARED = 2_000;

    private static final int MAX_CHANGES = 100;

    private static final List<String> SCRIPTS =
            List.of("slice.js", "differences.js", "compared.js");

    /** What the page's chart shows of a row: shares in percent, so that metrics stand together. */
    record Row(
            String point,
            String metric,
            String first,
            String second,
            String difference,
            @Nullable Double percent,
            @Nullable Double halfWidthPercent,
            boolean matters,
            String verdict,
            String statement) {}

    private ComparePage() {}

    /** The page, whole. */
    public static String of(FolderComparison comparison) {
        Page page = new Page("Comparison – Pagurus");
        page.addHeader(
                comparison.first().name() + " and " + comparison.second().name(),
                comparison.mattering()
                        + " of "
                        + comparison.compared().size()
                        + " differences matter");
        page.add("</header>\n<main id=\"main\">\n");
        page.add(Html.table(sides(comparison)));
        page.add("<section><h2>Set otherwise</h2>\n").add(changes(comparison)).add("</section>\n");
        page.add("<section><h2>Differences</h2>\n<p>B less A, as a share of A, with the interval.");
        page.add(" Those that matter are more than chance with all that was compared counted");
        page.add(" together (Holm), and large enough.</p>\n").add(statements(comparison));
        if (!comparison.compared().isEmpty()) {
            page.add("<div data-figure=\"compared\"></div>");
        }
        page.add("</section>\n").add(notes(comparison)).add("</main>\n");
        List<Row> rows =
                comparison.compared().stream().limit(MAX_COMPARED).map(ComparePage::row).toList();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("confidence", comparison.confidence());
        data.put("compared", rows);
        return page.charts(data, SCRIPTS).text();
    }

    private static Table sides(FolderComparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "scenario", "mode", "points", "completed", "folder"));
        rows.add(side("A", comparison.first()));
        rows.add(side("B", comparison.second()));
        return new Table("What is compared", rows);
    }

    private static List<String> side(String letter, FolderComparison.Side side) {
        return List.of(
                letter,
                side.name(),
                side.mode(),
                Integer.toString(side.points()),
                side.completed() + " of " + side.runs(),
                side.folder().toString());
    }

    private static String changes(FolderComparison comparison) {
        if (comparison.changes().isEmpty()) {
            return "<p>Nothing is set otherwise.</p>\n";
        }
        List<List<String>> rows = new ArrayList<>(List.of(List.of("what", "A", "B")));
        comparison.changes().stream()
                .limit(MAX_CHANGES)
                .forEach(one -> rows.add(List.of(one.field(), one.first(), one.second())));
        return Html.table(new Table("What is set otherwise in the two", rows));
    }

    private static String statements(FolderComparison comparison) {
        List<String> all =
                comparison.compared().stream()
                        .filter(Compared::matters)
                        .map(Compared::statement)
                        .toList();
        return all.isEmpty() ? "<p>No difference matters.</p>\n" : Html.list(all);
    }

    private static String notes(FolderComparison comparison) {
        return comparison.notes().isEmpty()
                ? ""
                : "<section><h2>Beside this</h2>\n"
                        + Html.list(comparison.notes())
                        + "</section>\n";
    }

    private static Row row(Compared one) {
        boolean hasShare = !Double.isNaN(one.share());
        boolean hasWidth = hasShare && !Double.isNaN(one.halfWidth());
        return new Row(
                one.point(),
                one.label(),
                format(one, one.first()),
                format(one, one.second()),
                format(one, one.difference())
                        + (Double.isNaN(one.halfWidth())
                                ? ""
                                : " ± " + format(one, one.halfWidth())),
                hasShare ? 100 * one.share() : null,
                hasWidth ? 100 * one.halfWidth() / Math.abs(one.first()) : null,
                one.matters(),
                one.matters()
                        ? "matters"
                        : one.significant() ? "too small to matter" : "not significant",
                one.statement());
    }

    private static String format(Compared one, double value) {
        return CompareText.unit(one.metric()).format(value);
    }
}
