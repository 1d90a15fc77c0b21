package org.pagurus.experiments.report.compression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Horizontal bars with their values beside them, as SVG to be put into a page. */
final class BarChart {
    private static final int WIDTH = 760;
    private static final int LABEL_WIDTH = 170;
    private static final int VALUE_WIDTH = 90;
    private static final int ROW_HEIGHT = 22;
    private static final int BAR_HEIGHT = 14;

    private final String id;
    private final String title;
    private final List<Bar> bars = new ArrayList<>();

    /**
     * @param marked whether it is one that others are held against
     */
    private record Bar(String label, double value, String shown, boolean marked) {}

    /**
     * @param id of the chart in its page
     * @param title says what is shown, also to those who do not see it
     */
    BarChart(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /**
     * @param shown the value with its unit
     */
    BarChart bar(String label, double value, String shown, boolean marked) {
        bars.add(new Bar(label, value, shown, marked));
        return this;
    }

    String render() {
        double most = bars.stream().mapToDouble(Bar::value).max().orElse(0);
        StringBuilder svg = new StringBuilder();
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg role=\"img\" aria-labelledby=\"%s\" viewBox=\"0 0 %d %d\">%n",
                        id,
                        WIDTH,
                        bars.size() * ROW_HEIGHT));
        svg.append("<title id=\"" + id + "\">" + Html.text(title) + "</title>\n");
        for (int i = 0; i < bars.size(); i++) {
            append(svg, bars.get(i), i * ROW_HEIGHT, most);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void append(StringBuilder svg, Bar bar, int top, double most) {
        int room = WIDTH - LABEL_WIDTH - VALUE_WIDTH;
        double length = most == 0 ? 0 : bar.value() / most * room;
        int base = top + BAR_HEIGHT - 2;
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                                + "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>"
                                + "<text x=\"%.1f\" y=\"%d\">%s</text>%n",
                        LABEL_WIDTH - 8,
                        base,
                        Html.text(bar.label()),
                        bar.marked() ? "marked" : "bar",
                        LABEL_WIDTH,
                        top,
                        length,
                        BAR_HEIGHT,
                        LABEL_WIDTH + length + 6,
                        base,
                        Html.text(bar.shown())));
    }
}
