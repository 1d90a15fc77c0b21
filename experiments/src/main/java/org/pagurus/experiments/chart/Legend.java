package org.pagurus.experiments.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is what, in rows at the top of a picture. */
record Legend(List<String> names, double left, double width, Kind kind) {
    /** How series are drawn. */
    enum Kind {
        LINES_WITH_MARKS,
        LINES,
        AREAS
    }

    private static final int ROW = 20;
    private static final int SAMPLE = 26;
    private static final int GAP = 16;

    /** More names than this are only counted. */
    private static final int MOST = 16;

    double height() {
        return lay(null, 0);
    }

    void draw(Canvas canvas, double top) {
        lay(canvas, top);
    }

    /** Puts names one after the other. A single series that has no name needs none. */
    private double lay(@Nullable Canvas canvas, double top) {
        if (names.size() == 1 && names.getFirst().isEmpty()) {
            return 0;
        }
        double x = left;
        double y = top;
        for (int i = 0; i <= Math.min(names.size() - 1, MOST); i++) {
            String name = i < MOST ? names.get(i) : "and " + (names.size() - MOST) + " more";
            double room = SAMPLE + Text.width(name) + GAP;
            if (x > left && x + room > left + width) {
                x = left;
                y += ROW;
            }
            if (canvas != null) {
                if (i < MOST) {
                    sample(canvas, i, x, y + 10);
                }
                canvas.text(x + SAMPLE, y + 14, Anchor.START, Paint.INK, name);
            }
            x += room;
        }
        return y - top + ROW;
    }

    private void sample(Canvas canvas, int number, double x, double y) {
        if (kind == Kind.AREAS) {
            canvas.rectangle(x + 4, y - 6, 14, 12, Paint.series(number));
            return;
        }
        canvas.path(List.of(new Spot(x, y), new Spot(x + 20, y)), Line.series(number));
        if (kind == Kind.LINES_WITH_MARKS) {
            canvas.mark(x + 10, y, 4, Mark.series(number), Paint.series(number));
        }
    }
}
