package org.pagurus.experiments.chart;

import java.util.List;
import java.util.Locale;

/**
 * A picture in SVG that needs nothing else. In a page its colours are the page's: CSS properties
 * named {@code --chart-ink}, {@code --chart-series-1} and so on, where they are set.
 */
public final class SvgCanvas implements Canvas {
    private final StringBuilder svg = new StringBuilder();
    private final boolean inPage;

    private SvgCanvas(boolean inPage) {
        this.inPage = inPage;
    }

    /**
     * A file.
     *
     * @param title says what is shown, also to those who do not see it
     */
    public static SvgCanvas file(String title, int widthPixels, int heightPixels) {
        SvgCanvas canvas = new SvgCanvas(false);
        canvas.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"title\""
                        + " width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\">",
                widthPixels, heightPixels, widthPixels, heightPixels);
        canvas.add("<title id=\"title\">%s</title>", escaped(title));
        canvas.rectangle(0, 0, widthPixels, heightPixels, Paint.PAPER);
        return canvas;
    }

    /**
     * A part of a page, as wide as there is room.
     *
     * @param id of its title, which the page has once
     */
    public static SvgCanvas inPage(String id, String title, int widthPixels, int heightPixels) {
        SvgCanvas canvas = new SvgCanvas(true);
        canvas.add(
                "<svg class=\"still\" role=\"img\" aria-labelledby=\"%s\" viewBox=\"0 0 %d %d\">",
                id, widthPixels, heightPixels);
        canvas.add("<title id=\"%s\">%s</title>", id, escaped(title));
        return canvas;
    }

    /** The picture, whole. */
    public String end() {
        return svg + "</svg>\n";
    }

    @Override
    public void path(List<Spot> spots, Line line) {
        String dashes = line.svg();
        add(
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"%s points=\"%s\"/>",
                color(line.paint()),
                number(line.widthPixels()),
                dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"",
                points(spots));
    }

    @Override
    public void rectangle(double left, double top, double width, double height, Paint paint) {
        add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>",
                number(left), number(top), number(width), number(height), color(paint));
    }

    @Override
    public void mark(double x, double y, double radius, Mark mark, Paint paint) {
        if (mark == Mark.CIRCLE) {
            add(
                    "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\" fill-opacity=\"0.85\"/>",
                    number(x), number(y), number(radius), color(paint));
        } else {
            add(
                    "<polygon points=\"%s\" fill=\"%s\" fill-opacity=\"0.85\"/>",
                    points(mark.outline(x, y, radius)), color(paint));
        }
    }

    @Override
    public void text(double x, double y, Anchor anchor, Paint paint, String text) {
        add(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
                number(x),
                number(y),
                anchor.name().toLowerCase(Locale.ROOT),
                color(paint),
                escaped(text));
    }

    private String color(Paint paint) {
        return inPage ? "var(" + paint.property() + ", " + paint.hex() + ")" : paint.hex();
    }

    private static String points(List<Spot> spots) {
        StringBuilder points = new StringBuilder();
        for (Spot spot : spots) {
            points.append(points.isEmpty() ? "" : " ")
                    .append(number(spot.x()))
                    .append(',')
                    .append(number(spot.y()));
        }
        return points.toString();
    }

    /** To a tenth of a pixel. */
    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
