package org.pagurus.experiments.report.compression;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.experiments.bench.compression.CodingResult;
import org.pagurus.experiments.bench.compression.CompressionReport;
import org.pagurus.experiments.bench.compression.Delivery;
import org.pagurus.experiments.bench.compression.ImageResult;
import org.pagurus.experiments.bench.compression.LinkRate;
import org.pagurus.experiments.chart.BarChart;
import org.pagurus.experiments.report.Units;
import org.pagurus.experiments.report.html.Html;
import org.pagurus.experiments.report.html.Page;
import org.pagurus.experiments.report.html.Table;

/**
 * What was measured as one page that needs nothing else: charts, and the same figures in tables.
 */
public final class CompressionHtml {
    private CompressionHtml() {}

    /** The page. */
    public static String of(CompressionReport report) {
        Page page = new Page("Pagurus: compression");
        page.add("<main>\n<h1>Compression by coding</h1>\n");
        page.add("<p>" + Html.text(CompressionText.settings(report.settings())) + "</p>\n");
        SoonestDelivered.of(report).ifPresent(table -> page.add(Html.table(table)));
        for (int i = 0; i < report.images().size(); i++) {
            append(page, report.images().get(i), i);
        }
        return page.add("</main>\n").text();
    }

    private static void append(Page page, ImageResult image, int number) {
        page.add("<section>\n<h2>" + Html.text(CompressionText.title(image)) + "</h2>\n");
        for (int i = 0; i < LinkRate.ALL.size(); i++) {
            LinkRate rate = LinkRate.ALL.get(i);
            String title = "Seconds to deliver the image, " + link(rate);
            page.add("<h3>" + Html.text(title) + "</h3>\n");
            page.add(chart(title, image, rate).inPage("chart-" + number + "-" + i));
        }
        for (Table table : CompressionTables.of(image)) {
            page.add(Html.table(table));
        }
        page.add("</section>\n");
    }

    private static BarChart chart(String title, ImageResult image, LinkRate rate) {
        List<BarChart.Bar> bars = new ArrayList<>();
        for (CodingResult coding : image.codings()) {
            boolean marked = coding.coding().equals(ImageResult.BASELINE);
            add(bars, coding.label(), coding.deliveries(), rate, marked);
        }
        add(bars, "oracle (bound)", image.oracle().bounds(), rate, true);
        return new BarChart(title + "; the tables below have the same figures", bars);
    }

    private static void add(
            List<BarChart.Bar> bars,
            String label,
            List<Delivery> deliveries,
            LinkRate rate,
            boolean marked) {
        Figures.at(rate, deliveries)
                .ifPresent(
                        delivery ->
                                bars.add(
                                        new BarChart.Bar(
                                                label,
                                                delivery.ns(),
                                                Units.seconds(delivery.ns()) + " s",
                                                marked)));
    }

    private static String link(LinkRate rate) {
        return rate.isLimited() ? "link of " + rate.label() + "bit/s" : "link without a limit";
    }
}
