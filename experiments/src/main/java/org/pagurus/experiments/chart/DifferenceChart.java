package org.pagurus.experiments.chart;

import java.util.List;

/**
 * Differences with their intervals beside none at all, a row for each. Those that matter are filled
 * squares.
 *
 * @param acrossTitle of the axis, with its unit
 */
public record DifferenceChart(String title, String acrossTitle, List<Row> rows) implements Chart {
    private static final int WIDTH = 640;
    private static final int ROW = 24;
    private static final int RIGHT = 24;
    private static final double WIDEST_LABEL = 300;
    private static final double CAP = 4;

    /**
     * @param halfWidth of the interval; 0 when there is none
     * @param significant whether it matters
     */
    public record Row(String label, double mean, double halfWidth, boolean significant) {}

    public DifferenceChart {
        rows = List.copyOf(rows);
    }

    @Override
    public int widthPixels() {
        return WIDTH;
    }

    @Override
    public int heightPixels() {
        return 16 + rows.size() * ROW + Frame.FOOT + 8;
    }

    @Override
    public void draw(Canvas canvas) {
        double left = 20 + Text.widest(rows.stream().map(Row::label).toList(), WIDEST_LABEL);
        Axis across =
                Axis.linear(
                        acrossTitle,
                        rows.stream().mapToDouble(r -> r.mean() - r.halfWidth()).min().orElse(0),
                        rows.stream().mapToDouble(r -> r.mean() + r.halfWidth()).max().orElse(0));
        Frame frame =
                new Frame(
                        left,
                        16,
                        WIDTH - left - RIGHT,
                        rows.size() * (double) ROW,
                        across,
                        Axis.names("", rows.stream().map(Row::label).toList()));
        frame.drawColumns(canvas);
        frame.drawAcross(canvas);
        double none = frame.x(0);
        canvas.path(
                List.of(new Spot(none, 16), new Spot(none, frame.bottom())), Line.thin(Paint.INK));
        for (int i = 0; i < rows.size(); i++) {
            draw(canvas, frame, rows.get(i), 16 + i * ROW + ROW / 2.0);
        }
    }

    private static void draw(Canvas canvas, Frame frame, Row row, double y) {
        Paint paint = row.significant() ? Paint.SERIES_2 : Paint.SERIES_7;
        double low = frame.x(row.mean() - row.halfWidth());
        double high = frame.x(row.mean() + row.halfWidth());
        Line line = new Line(paint, 1.8);
        canvas.text(
                frame.left() - 8,
                y + 4.5,
                Anchor.END,
                Paint.INK,
                Text.fit(row.label(), WIDEST_LABEL));
        canvas.path(List.of(new Spot(low, y), new Spot(high, y)), line);
        for (double end : new double[] {low, high}) {
            canvas.path(List.of(new Spot(end, y - CAP), new Spot(end, y + CAP)), line);
        }
        double x = frame.x(row.mean());
        canvas.mark(x, y, 5, row.significant() ? Mark.SQUARE : Mark.CIRCLE, paint);
        if (!row.significant()) {
            canvas.mark(x, y, 3, Mark.CIRCLE, Paint.PAPER);
        }
    }
}
