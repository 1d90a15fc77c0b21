package org.pagurus.experiments.chart;

import java.util.List;

/**
 * Horizontal bars with their values beside them.
 *
 * @param bars from top to bottom, none below 0
 */
public record BarChart(String title, List<Bar> bars) implements Chart {
    private static final int WIDTH = 760;
    private static final int LABEL_WIDTH = 170;
    private static final int VALUE_WIDTH = 90;
    private static final int ROW_HEIGHT = 22;
    private static final int BAR_HEIGHT = 14;

    /**
     * @param shown the value with its unit
     * @param marked whether it is one that others are held against
     */
    public record Bar(String label, double value, String shown, boolean marked) {}

    public BarChart {
        bars = List.copyOf(bars);
    }

    @Override
    public int widthPixels() {
        return WIDTH;
    }

    @Override
    public int heightPixels() {
        return bars.size() * ROW_HEIGHT;
    }

    @Override
    public void draw(Canvas canvas) {
        double most = bars.stream().mapToDouble(Bar::value).max().orElse(0);
        int room = WIDTH - LABEL_WIDTH - VALUE_WIDTH;
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double length = most == 0 ? 0 : bar.value() / most * room;
            int top = i * ROW_HEIGHT;
            int base = top + BAR_HEIGHT - 2;
            canvas.text(LABEL_WIDTH - 8.0, base, Anchor.END, Paint.INK, bar.label());
            canvas.rectangle(
                    LABEL_WIDTH,
                    top,
                    length,
                    BAR_HEIGHT,
                    bar.marked() ? Paint.SERIES_2 : Paint.SERIES_1);
            canvas.text(LABEL_WIDTH + length + 6, base, Anchor.START, Paint.INK, bar.shown());
        }
    }
}
