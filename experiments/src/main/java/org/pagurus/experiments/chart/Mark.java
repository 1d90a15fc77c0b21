package org.pagurus.experiments.chart;

import java.util.List;

/** The shape of a point, by which series are told apart without colours. */
public enum Mark {
    CIRCLE,
    SQUARE,
    TRIANGLE,
    DIAMOND;

    private static final int SIDES_OF_A_CIRCLE = 24;

    /** Of the series with this number, from 0. */
    public static Mark series(int number) {
        return values()[number % values().length];
    }

    /** Its outline about a point. */
    List<Spot> outline(double x, double y, double radius) {
        return switch (this) {
            case CIRCLE -> polygon(x, y, radius, SIDES_OF_A_CIRCLE, 0);
            case SQUARE -> polygon(x, y, radius * 1.2, 4, Math.PI / 4);
            case TRIANGLE -> polygon(x, y, radius * 1.3, 3, -Math.PI / 2);
            case DIAMOND -> polygon(x, y, radius * 1.3, 4, 0);
        };
    }

    private static List<Spot> polygon(double x, double y, double radius, int sides, double turn) {
        return java.util.stream.IntStream.range(0, sides)
                .mapToDouble(side -> turn + 2 * Math.PI * side / sides)
                .mapToObj(a -> new Spot(x + radius * Math.cos(a), y + radius * Math.sin(a)))
                .toList();
    }
}
