package org.pagurus.experiments.chart;

import java.util.Locale;

/**
 * How a line is drawn.
 *
 * @param dashes lengths of dashes and gaps in turn; none for a whole line
 */
public record Line(Paint paint, double widthPixels, double... dashes) {
    private static final double[][] DASHES = {{}, {6, 3}, {2, 3}, {8, 3, 2, 3}};

    /** A thin whole line. */
    public static Line thin(Paint paint) {
        return new Line(paint, 1);
    }

    /** Of the series with this number, from 0. */
    public static Line series(int number) {
        return new Line(Paint.series(number), 1.8, DASHES[number % DASHES.length]);
    }

    String svg() {
        StringBuilder text = new StringBuilder();
        for (double dash : dashes) {
            text.append(text.isEmpty() ? "" : " ").append(String.format(Locale.ROOT, "%.0f", dash));
        }
        return text.toString();
    }
}
