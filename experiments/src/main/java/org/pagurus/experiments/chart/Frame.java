package org.pagurus.experiments.chart;

import java.util.List;

/**
 * The part of a picture that values are drawn in, with its axes.
 *
 * @param across from left to right
 * @param up from bottom to top
 */
record Frame(double left, double top, double width, double height, Axis across, Axis up) {
    private static final int GAP = 6;
    private static final int LETTER = 13;

    /** Room that the labels of the axis at the bottom take. */
    static final int FOOT = 3 * LETTER + 2 * GAP;

    double x(double value) {
        return left + across.share(value) * width;
    }

    double y(double value) {
        return top + height - up.share(value) * height;
    }

    double bottom() {
        return top + height;
    }

    /** Grid lines and labels of the axis on the left; its title stands above. */
    void drawUp(Canvas canvas) {
        for (Axis.Tick tick : up.ticks()) {
            double y = top + height - tick.share() * height;
            canvas.path(
                    List.of(new Spot(left, y), new Spot(left + width, y)), Line.thin(Paint.GRID));
            canvas.text(left - GAP, y + 4.5, Anchor.END, Paint.SOFT, tick.label());
        }
        canvas.text(left, top - GAP - 3, Anchor.START, Paint.INK, up.title());
    }

    /** Ticks and labels of the axis at the bottom, those that have room, and its title below. */
    void drawAcross(Canvas canvas) {
        canvas.path(
                List.of(new Spot(left, bottom()), new Spot(left + width, bottom())),
                Line.thin(Paint.SOFT));
        double free = Double.NEGATIVE_INFINITY;
        for (Axis.Tick tick : across.ticks()) {
            double x = left + tick.share() * width;
            double half = Text.width(tick.label()) / 2;
            if (x - half >= free) {
                canvas.path(
                        List.of(new Spot(x, bottom()), new Spot(x, bottom() + 4)),
                        Line.thin(Paint.SOFT));
                canvas.text(x, bottom() + GAP + LETTER, Anchor.MIDDLE, Paint.SOFT, tick.label());
                free = x + half + GAP;
            }
        }
        canvas.text(
                left + width / 2,
                bottom() + 2.0 * GAP + 2 * LETTER,
                Anchor.MIDDLE,
                Paint.INK,
                across.title());
    }

    /** Lines from top to bottom at the ticks of the axis at the bottom. */
    void drawColumns(Canvas canvas) {
        for (Axis.Tick tick : across.ticks()) {
            double x = left + tick.share() * width;
            canvas.path(List.of(new Spot(x, top), new Spot(x, bottom())), Line.thin(Paint.GRID));
        }
    }
}
