package org.pagurus.experiments.chart;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A bar a row, from left to right, made of parts.
 *
 * @param acrossTitle of the axis, with its unit
 * @param parts their names; one that no row has anything of is left out
 */
public record StackedBars(String title, String acrossTitle, List<String> parts, List<Row> rows)
        implements Chart {
    private static final int WIDTH = 640;
    private static final int ROW = 24;
    private static final int BAR = 16;
    private static final int RIGHT = 24;
    private static final double WIDEST_LABEL = 230;

    /**
     * @param values of the parts, none below 0
     */
    public record Row(String label, List<Double> values) {
        public Row {
            values = List.copyOf(values);
        }

        private Row only(List<Integer> kept) {
            return new Row(label, kept.stream().map(values::get).toList());
        }

        double sum() {
            return values.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    public StackedBars {
        List<Row> all = rows;
        List<Integer> kept =
                IntStream.range(0, parts.size())
                        .filter(part -> all.stream().anyMatch(row -> row.values.get(part) > 0))
                        .boxed()
                        .toList();
        parts = kept.stream().map(parts::get).toList();
        rows = all.stream().map(row -> row.only(kept)).toList();
    }

    @Override
    public int widthPixels() {
        return WIDTH;
    }

    @Override
    public int heightPixels() {
        return (int) legend().height() + 16 + rows.size() * ROW + Frame.FOOT + 8;
    }

    private Legend legend() {
        return new Legend(parts, 12, WIDTH - 24.0, Legend.Kind.AREAS);
    }

    @Override
    public void draw(Canvas canvas) {
        Legend legend = legend();
        legend.draw(canvas, 8);
        double left = 20 + Text.widest(rows.stream().map(Row::label).toList(), WIDEST_LABEL);
        double most = rows.stream().mapToDouble(Row::sum).max().orElse(0);
        Axis across = Axis.linear(acrossTitle, 0, most);
        Axis up = Axis.names("", rows.stream().map(Row::label).toList());
        double top = legend.height() + 16;
        Frame frame =
                new Frame(left, top, WIDTH - left - RIGHT, rows.size() * (double) ROW, across, up);
        frame.drawColumns(canvas);
        frame.drawAcross(canvas);
        for (int i = 0; i < rows.size(); i++) {
            draw(canvas, frame, rows.get(i), top + i * ROW + (ROW - BAR) / 2.0);
        }
    }

    private static void draw(Canvas canvas, Frame frame, Row row, double top) {
        String label = Text.fit(row.label(), WIDEST_LABEL);
        canvas.text(frame.left() - 8, top + BAR - 3.5, Anchor.END, Paint.INK, label);
        double sum = 0;
        for (int i = 0; i < row.values().size(); i++) {
            double from = frame.x(sum);
            sum += row.values().get(i);
            double width = frame.x(sum) - from;
            if (width > 0) {
                // A gap tells parts apart where colours do not.
                double gap = width > 3 ? 1 : 0;
                canvas.rectangle(from, top, width - gap, BAR, Paint.series(i));
            }
        }
    }
}
