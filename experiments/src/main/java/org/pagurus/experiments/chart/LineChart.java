package org.pagurus.experiments.chart;

import java.util.List;

/**
 * Means with their intervals over an axis, a line for each series.
 *
 * @param across that the points' values are of
 * @param upTitle of the axis on the left, with its unit
 * @param joined whether the points of a series are joined; names are not
 */
public record LineChart(
        String title, Axis across, String upTitle, List<Series> series, boolean joined)
        implements Chart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 380;
    private static final int LEFT = 76;
    private static final int RIGHT = 20;

    /** Half the width of the lines at an interval's ends. */
    private static final double CAP = 4;

    /** From so many points on, marks would hide the line. */
    private static final int MARKED = 60;

    /** How far series stand apart at a name. */
    private static final double APART = 9;

    /**
     * @param name empty when there is but one
     */
    public record Series(String name, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /**
     * @param halfWidth of the interval; 0 when there is none
     */
    public record Point(double across, double mean, double halfWidth) {}

    public LineChart {
        series = List.copyOf(series);
    }

    @Override
    public int widthPixels() {
        return WIDTH;
    }

    @Override
    public int heightPixels() {
        return HEIGHT + (int) legend().height();
    }

    private Legend legend() {
        List<String> names = series.stream().map(Series::name).toList();
        return new Legend(names, LEFT, WIDTH - LEFT - RIGHT, Legend.Kind.LINES_WITH_MARKS);
    }

    @Override
    public void draw(Canvas canvas) {
        Legend legend = legend();
        legend.draw(canvas, 8);
        double top = 34 + legend.height();
        Frame frame =
                new Frame(
                        LEFT,
                        top,
                        WIDTH - LEFT - RIGHT,
                        heightPixels() - top - Frame.FOOT,
                        across,
                        up());
        frame.drawUp(canvas);
        frame.drawAcross(canvas);
        for (int i = 0; i < series.size(); i++) {
            double shift = joined ? 0 : (i - (series.size() - 1) / 2.0) * APART;
            draw(canvas, frame, i, shift);
        }
    }

    private Axis up() {
        List<Point> points = series.stream().flatMap(one -> one.points().stream()).toList();
        return Axis.linear(
                upTitle,
                points.stream().mapToDouble(p -> p.mean() - p.halfWidth()).min().orElse(0),
                points.stream().mapToDouble(p -> p.mean() + p.halfWidth()).max().orElse(0));
    }

    private void draw(Canvas canvas, Frame frame, int number, double shift) {
        List<Point> points = series.get(number).points();
        Line thin = Line.thin(Paint.series(number));
        for (Point point : points) {
            if (point.halfWidth() > 0) {
                double x = frame.x(point.across()) + shift;
                double low = frame.y(point.mean() - point.halfWidth());
                double high = frame.y(point.mean() + point.halfWidth());
                canvas.path(List.of(new Spot(x, low), new Spot(x, high)), thin);
                canvas.path(List.of(new Spot(x - CAP, low), new Spot(x + CAP, low)), thin);
                canvas.path(List.of(new Spot(x - CAP, high), new Spot(x + CAP, high)), thin);
            }
        }
        List<Spot> spots =
                points.stream()
                        .map(p -> new Spot(frame.x(p.across()) + shift, frame.y(p.mean())))
                        .toList();
        if (joined && spots.size() > 1) {
            canvas.path(spots, Line.series(number));
        }
        if (!joined || spots.size() <= MARKED) {
            spots.forEach(
                    spot ->
                            canvas.mark(
                                    spot.x(),
                                    spot.y(),
                                    4,
                                    Mark.series(number),
                                    Paint.series(number)));
        }
    }
}
