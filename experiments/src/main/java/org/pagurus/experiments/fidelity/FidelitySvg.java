package org.pagurus.experiments.fidelity;

import java.util.List;
import java.util.Locale;

/**
 * What was compared as one picture that needs nothing else: for each figure a column, in which each
 * configuration's live runs and its simulations stand where they are beside the live mean, or
 * beside the exact simulation where there is no live run.
 */
public final class FidelitySvg {
    private static final int NAME_WIDTH = 170;
    private static final int COLUMN_WIDTH = 220;
    private static final int COLUMN_GAP = 20;
    private static final int ROW_HEIGHT = 24;
    private static final int HEAD_HEIGHT = 54;
    private static final int FOOT_HEIGHT = 44;

    /** A column shows this much more and less than the live mean. */
    private static final double SHOWN_SHARE = 0.3;

    private static final String LIVE = "#6b7280";
    private static final String SIMULATED = "#b91c1c";
    private static final String FLUID = "#1d4ed8";

    private FidelitySvg() {}

    /** The picture. */
    public static String of(List<FidelityResult> results) {
        int columns = Figure.values().length;
        int width = NAME_WIDTH + columns * (COLUMN_WIDTH + COLUMN_GAP);
        int bottom = HEAD_HEIGHT + results.size() * ROW_HEIGHT;
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"title\""
                        + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                width,
                bottom + FOOT_HEIGHT);
        add(svg, "<title id=\"title\">Simulated migrations beside live ones</title>");
        add(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
        for (int row = 0; row < results.size(); row++) {
            text(svg, NAME_WIDTH - 10, y(row) + 4, "end", results.get(row).name());
        }
        for (Figure figure : Figure.values()) {
            int left = NAME_WIDTH + figure.ordinal() * (COLUMN_WIDTH + COLUMN_GAP);
            column(svg, results, figure, left, bottom);
        }
        circle(svg, NAME_WIDTH + 5.0, bottom + 30, LIVE, 3);
        text(svg, NAME_WIDTH + 14, bottom + 34, "start", "a live run");
        circle(svg, NAME_WIDTH + 105.0, bottom + 30, SIMULATED, 5);
        text(svg, NAME_WIDTH + 114, bottom + 34, "start", "simulated");
        circle(svg, NAME_WIDTH + 215.0, bottom + 30, FLUID, 4);
        text(svg, NAME_WIDTH + 224, bottom + 34, "start", "fluid");
        return svg.append("</svg>\n").toString();
    }

    private static void column(
            StringBuilder svg, List<FidelityResult> results, Figure figure, int left, int bottom) {
        int middle = left + COLUMN_WIDTH / 2;
        boolean live = results.stream().allMatch(FidelityResult::isLive);
        String beside = live ? ", beside the live mean" : ", beside the simulation";
        text(svg, middle, 18, "middle", figure.label() + beside);
        double most = live ? figure.aim() : Figure.FLUID_AIM;
        double aim = most / SHOWN_SHARE * COLUMN_WIDTH / 2;
        add(
                svg,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#e0f2e9\"/>",
                middle - aim,
                HEAD_HEIGHT,
                2 * aim,
                bottom - HEAD_HEIGHT);
        for (int percent = -30; percent <= 30; percent += 15) {
            double x = x(middle, percent / 100.0);
            add(
                    svg,
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#d1d5db\"/>",
                    x,
                    HEAD_HEIGHT,
                    x,
                    bottom);
            text(svg, (int) x, HEAD_HEIGHT - 8, "middle", percent + " %");
        }
        for (int row = 0; row < results.size(); row++) {
            FidelityResult result = results.get(row);
            double reference = live ? result.mean(figure) : result.simulated().get(figure);
            for (Figures run : result.live()) {
                circle(svg, x(middle, run.get(figure) / reference - 1), y(row), LIVE, 3);
            }
            double simulated = result.simulated().get(figure) / reference - 1;
            circle(svg, x(middle, simulated), y(row), SIMULATED, 5);
            double fluid = result.fluid().get(figure) / reference - 1;
            circle(svg, x(middle, fluid), y(row), FLUID, 4);
        }
    }

    private static int y(int row) {
        return HEAD_HEIGHT + row * ROW_HEIGHT + ROW_HEIGHT / 2;
    }

    /** What does not fit stands at the edge. */
    private static double x(int middle, double share) {
        return middle + Math.clamp(share / SHOWN_SHARE, -1, 1) * COLUMN_WIDTH / 2;
    }

    private static void circle(StringBuilder svg, double x, int y, String color, int radius) {
        add(
                svg,
                "<circle cx=\"%.1f\" cy=\"%d\" r=\"%d\" fill=\"%s\" fill-opacity=\"0.8\"/>",
                x,
                y,
                radius,
                color);
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
        add(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>",
                x,
                y,
                anchor,
                text.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
