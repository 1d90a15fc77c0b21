package org.pagurus.experiments.fidelity;

import java.util.List;
import org.pagurus.experiments.chart.Anchor;
import org.pagurus.experiments.chart.Canvas;
import org.pagurus.experiments.chart.Chart;
import org.pagurus.experiments.chart.Line;
import org.pagurus.experiments.chart.Mark;
import org.pagurus.experiments.chart.Paint;
import org.pagurus.experiments.chart.Spot;

/**
 * What was compared as one picture: for each figure a column, in which each configuration's live
 * runs and its simulations stand where they are beside the live mean, or beside the exact
 * simulation where there is no live run.
 */
public record FidelityChart(List<FidelityResult> results) implements Chart {
    private static final int NAME_WIDTH = 170;
    private static final int COLUMN_WIDTH = 220;
    private static final int COLUMN_GAP = 20;
    private static final int ROW_HEIGHT = 24;
    private static final int HEAD_HEIGHT = 54;
    private static final int FOOT_HEIGHT = 44;

    /** A column shows this much more and less than the live mean. */
    private static final double SHOWN_SHARE = 0.3;

    private static final Paint LIVE = Paint.SERIES_7;
    private static final Paint SIMULATED = Paint.SERIES_5;
    private static final Paint FLUID = Paint.SERIES_1;

    public FidelityChart {
        results = List.copyOf(results);
    }

    @Override
    public String title() {
        return "Simulated migrations beside live ones";
    }

    @Override
    public int widthPixels() {
        return NAME_WIDTH + Figure.values().length * (COLUMN_WIDTH + COLUMN_GAP);
    }

    @Override
    public int heightPixels() {
        return bottom() + FOOT_HEIGHT;
    }

    private int bottom() {
        return HEAD_HEIGHT + results.size() * ROW_HEIGHT;
    }

    @Override
    public void draw(Canvas canvas) {
        for (int row = 0; row < results.size(); row++) {
            canvas.text(
                    NAME_WIDTH - 10.0, y(row) + 4, Anchor.END, Paint.INK, results.get(row).name());
        }
        for (Figure figure : Figure.values()) {
            column(canvas, figure, NAME_WIDTH + figure.ordinal() * (COLUMN_WIDTH + COLUMN_GAP));
        }
        int foot = bottom() + 30;
        canvas.mark(NAME_WIDTH + 5.0, foot, 3, Mark.CIRCLE, LIVE);
        canvas.text(NAME_WIDTH + 14.0, foot + 4.0, Anchor.START, Paint.INK, "a live run");
        canvas.mark(NAME_WIDTH + 105.0, foot, 5, Mark.CIRCLE, SIMULATED);
        canvas.text(NAME_WIDTH + 114.0, foot + 4.0, Anchor.START, Paint.INK, "simulated");
        canvas.mark(NAME_WIDTH + 215.0, foot, 4, Mark.CIRCLE, FLUID);
        canvas.text(NAME_WIDTH + 224.0, foot + 4.0, Anchor.START, Paint.INK, "fluid");
    }

    private void column(Canvas canvas, Figure figure, int left) {
        double middle = left + COLUMN_WIDTH / 2.0;
        int bottom = bottom();
        boolean live = results.stream().allMatch(FidelityResult::isLive);
        String beside = live ? ", beside the live mean" : ", beside the simulation";
        canvas.text(middle, 18, Anchor.MIDDLE, Paint.INK, figure.label() + beside);
        double most = live ? figure.aim() : Figure.FLUID_AIM;
        double aim = most / SHOWN_SHARE * COLUMN_WIDTH / 2;
        canvas.rectangle(
                middle - aim, HEAD_HEIGHT, 2 * aim, bottom - (double) HEAD_HEIGHT, Paint.BAND);
        for (int percent = -30; percent <= 30; percent += 15) {
            double x = x(middle, percent / 100.0);
            canvas.path(
                    List.of(new Spot(x, HEAD_HEIGHT), new Spot(x, bottom)), Line.thin(Paint.GRID));
            canvas.text(x, HEAD_HEIGHT - 8.0, Anchor.MIDDLE, Paint.INK, percent + " %");
        }
        for (int row = 0; row < results.size(); row++) {
            FidelityResult result = results.get(row);
            double reference = live ? result.mean(figure) : result.simulated().get(figure);
            for (Figures run : result.live()) {
                double share = run.get(figure) / reference - 1;
                canvas.mark(x(middle, share), y(row), 3, Mark.CIRCLE, LIVE);
            }
            double simulated = result.simulated().get(figure) / reference - 1;
            canvas.mark(x(middle, simulated), y(row), 5, Mark.CIRCLE, SIMULATED);
            double fluid = result.fluid().get(figure) / reference - 1;
            canvas.mark(x(middle, fluid), y(row), 4, Mark.CIRCLE, FLUID);
        }
    }

    private static double y(int row) {
        return HEAD_HEIGHT + row * ROW_HEIGHT + ROW_HEIGHT / 2.0;
    }

    /** What does not fit stands at the edge. */
    private static double x(double middle, double share) {
        return middle + Math.clamp(share / SHOWN_SHARE, -1, 1) * COLUMN_WIDTH / 2;
    }
}
