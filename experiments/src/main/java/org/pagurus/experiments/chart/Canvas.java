package org.pagurus.experiments.chart;

import java.util.List;

/** What charts are drawn on. Places are pixels from the top left corner. */
public interface Canvas {
    /** Joins spots, in order. */
    void path(List<Spot> spots, Line line);

    /** Fills a rectangle. */
    void rectangle(double left, double top, double width, double height, Paint paint);

    /** Fills a shape about a point. */
    void mark(double x, double y, double radius, Mark mark, Paint paint);

    /**
     * Writes a line of text.
     *
     * @param y of the line that its letters stand on
     */
    void text(double x, double y, Anchor anchor, Paint paint, String text);
}
