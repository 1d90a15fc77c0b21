package org.pagurus.experiments.report.compression;

import java.util.List;
import org.pagurus.experiments.bench.compression.CodingResult;
import org.pagurus.experiments.bench.compression.CompressionReport;
import org.pagurus.experiments.bench.compression.Delivery;
import org.pagurus.experiments.bench.compression.ImageResult;
import org.pagurus.experiments.bench.compression.LinkRate;
import org.pagurus.experiments.report.Units;

/**
 * What was measured as one page that needs nothing else: charts, and the same figures in tables.
 */
public final class CompressionHtml {
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Pagurus: compression</title>
            <style>
            :root { color-scheme: light dark; --bar: #2b6cb0; --marked: #b45309; }
            @media (prefers-color-scheme: dark) { :root { --bar: #63a4e8; --marked: #f0a24a; } }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
            svg { width: 100%; height: auto; font-size: 13px; }
            svg text { fill: currentColor; }
            .bar { fill: var(--bar); }
            .marked { fill: var(--marked); }
            .wide { overflow-x: auto; margin: 1.5rem 0; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            caption { text-align: start; font-weight: 600; padding: .3rem 0; }
            th, td { padding: .15rem .6rem; text-align: end; white-space: nowrap; border-bottom: 1px solid #8886; }
            th:first-child { text-align: start; }
            </style>
            </head>
            <body>
            <main>
            <h1>Compression by coding</h1>
            """;

    private CompressionHtml() {}

    /** The page. */
    public static String of(CompressionReport report) {
        StringBuilder html = new StringBuilder(HEAD);
        html.append("<p>" + Html.text(CompressionText.settings(report.settings())) + "</p>\n");
        SoonestDelivered.of(report).ifPresent(table -> html.append(Html.table(table)));
        for (int i = 0; i < report.images().size(); i++) {
            append(html, report.images().get(i), i);
        }
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void append(StringBuilder html, ImageResult image, int number) {
        html.append("<section>\n<h2>" + Html.text(CompressionText.title(image)) + "</h2>\n");
        for (int i = 0; i < LinkRate.ALL.size(); i++) {
            LinkRate rate = LinkRate.ALL.get(i);
            String title = "Seconds to deliver the image, " + link(rate);
            html.append("<h3>" + Html.text(title) + "</h3>\n");
            html.append(chart("chart-" + number + "-" + i, title, image, rate));
        }
        for (CompressionTables.Table table : CompressionTables.of(image)) {
            html.append(Html.table(table));
        }
        html.append("</section>\n");
    }

    private static String chart(String id, String title, ImageResult image, LinkRate rate) {
        BarChart chart = new BarChart(id, title + "; the tables below have the same figures");
        for (CodingResult coding : image.codings()) {
            boolean marked = coding.coding().equals(ImageResult.BASELINE);
            bar(chart, coding.label(), coding.deliveries(), rate, marked);
        }
        bar(chart, "oracle (bound)", image.oracle().bounds(), rate, true);
        return chart.render();
    }

    private static void bar(
            BarChart chart,
            String label,
            List<Delivery> deliveries,
            LinkRate rate,
            boolean marked) {
        Figures.at(rate, deliveries)
                .ifPresent(
                        delivery ->
                                chart.bar(
                                        label,
                                        delivery.ns(),
                                        Units.seconds(delivery.ns()) + " s",
                                        marked));
    }

    private static String link(LinkRate rate) {
        return rate.isLimited() ? "link of " + rate.label() + "bit/s" : "link without a limit";
    }
}
