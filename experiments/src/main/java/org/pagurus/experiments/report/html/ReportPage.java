package org.pagurus.experiments.report.html;

import java.util.ArrayList;
import java.util.List;

/** A report as a page. */
final class ReportPage {
    /** Statements in full; the figure's table has the rest. */
    private static final int MAX_STATEMENTS = 12;

    private static final List<String> SCRIPTS =
            List.of(
                    "slice.js",
                    "sweep.js",
                    "panels.js",
                    "timeline.js",
                    "stacks.js",
                    "differences.js",
                    "cluster.js");

    private record Section(String id, String heading, String text, String figure) {}

    private ReportPage() {}

    /** The page, whole. */
    static String of(Report report) {
        List<Section> sections = sections(report);
        Page page = new Page(report.name() + " – Pagurus");
        page.addHeader(report.name(), report.description());
        page.add(mode(report)).add(facts(report)).add(navigation(sections)).add("</header>\n");
        page.add("<main id=\"main\">\n");
        page.add("<section id=\"points\"><h2>Points</h2>\n");
        page.add(Html.table(PointTable.of(report)));
        page.add("</section>\n");
        for (Section section : sections) {
            page.add("<section id=\"" + section.id() + "\">");
            page.add("<h2>" + Html.text(section.heading()) + "</h2>\n");
            page.add("<p>" + Html.text(section.text()) + "</p>\n");
            if (section.id().equals("comparisons")) {
                page.add(statements(report));
            }
            page.add("<div data-figure=\"" + section.figure() + "\"></div></section>\n");
        }
        page.add(leftOut(report)).add("</main>\n");
        return page.charts(report, SCRIPTS).text();
    }

    private static List<Section> sections(Report report) {
        List<Section> all = new ArrayList<>();
        if (report.points().size() > 1 && !report.metrics().isEmpty()) {
            all.add(
                    new Section(
                            "sweep",
                            "Over the sweep",
                            "Means of the runs of each point, with the interval that holds the mean"
                                    + " behind them with the confidence above.",
                            "sweep"));
        }
        if (!report.comparisons().isEmpty()) {
            all.add(
                    new Section(
                            "comparisons",
                            "Comparisons",
                            "Runs with the same seed are held against each other. Significant: more"
                                    + " than chance, with all comparisons counted together (Holm).",
                            "comparisons"));
        }
        if (!report.migrations().isEmpty()) {
            all.add(
                    new Section(
                            "timeline",
                            "A migration over time",
                            "Rounds one after the other, up to the last, which is sent while the"
                                    + " guest is paused.",
                            "timeline"));
        }
        if (report.migrations().stream().anyMatch(one -> one.downtimeNs() > 0)) {
            all.add(
                    new Section(
                            "downtime",
                            "Downtime",
                            "Pause at the source to resume at the destination, in its parts.",
                            "downtime"));
        }
        if (!report.codecs().codecs().isEmpty()) {
            all.add(
                    new Section(
                            "codecs",
                            "Compression",
                            "By which codec pages went, and what their bodies took, headers left"
                                    + " out.",
                            "codecs"));
        }
        if (!report.days().isEmpty()) {
            all.add(
                    new Section(
                            "load", "Load", "Hosts and what guests ask for, by sample.", "load"));
            all.add(
                    new Section(
                            "energy",
                            "Energy",
                            "What hosts take, and the migrations that save it.",
                            "energy"));
        }
        return all;
    }

    private static String mode(Report report) {
        return report.isLive()
                ? "<p class=\"mode live\"><strong>Live</strong>: real migrations between two host"
                        + " processes on the machine below; times are measured.</p>\n"
                : "<p class=\"mode simulated\"><strong>Simulated</strong>: migrations in virtual"
                        + " time; the same scenario and seed give the same figures.</p>\n";
    }

    private static String facts(Report report) {
        StringBuilder html = new StringBuilder("<dl class=\"facts\">");
        for (Report.Fact fact : report.facts()) {
            html.append("<div><dt>" + Html.text(fact.name()) + "</dt>");
            html.append("<dd>" + Html.text(fact.value()) + "</dd></div>");
        }
        return html.append("</dl>\n").toString();
    }

    private static String navigation(List<Section> sections) {
        StringBuilder html = new StringBuilder("<nav aria-label=\"Sections\"><ul>");
        html.append("<li><a href=\"#points\">Points</a></li>");
        for (Section section : sections) {
            html.append("<li><a href=\"#" + section.id() + "\">");
            html.append(Html.text(section.heading()) + "</a></li>");
        }
        return html.append("</ul></nav>\n").toString();
    }

    private static String statements(Report report) {
        List<String> significant =
                report.comparisons().stream()
                        .filter(ComparisonLine::significant)
                        .map(ComparisonLine::statement)
                        .toList();
        if (significant.isEmpty()) {
            return "<p>No difference is significant.</p>\n";
        }
        List<String> shown =
                new ArrayList<>(
                        significant.subList(0, Math.min(significant.size(), MAX_STATEMENTS)));
        int more = significant.size() - shown.size();
        if (more > 0) {
            shown.add("And " + more + " more, in the table below");
        }
        return Html.list(shown);
    }

    private static String leftOut(Report report) {
        if (report.leftOut().isEmpty()) {
            return "";
        }
        return "<section id=\"left-out\"><h2>Left out</h2>\n"
                + Html.list(report.leftOut())
                + "</section>\n";
    }
}
