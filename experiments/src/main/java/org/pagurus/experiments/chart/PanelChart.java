package org.pagurus.experiments.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Panels over the same axis, one below the other: what happens over time.
 *
 * @param acrossTitle of that axis, with its unit
 * @param most where it ends; it starts at 0
 */
public record PanelChart(String title, String acrossTitle, double most, List<Panel> panels)
        implements Chart {
    private static final int WIDTH = 640;
    private static final int PANEL = 130;
    private static final int HEAD = 32;
    private static final int LEFT = 76;
    private static final int RIGHT = 20;

    /**
     * @param upTitle of its own axis, with its unit
     */
    public record Panel(String upTitle, List<Trace> traces) {
        public Panel {
            traces = List.copyOf(traces);
        }
    }

    /**
     * A value that stays what it is until the next.
     *
     * @param name what it is
     * @param from where each value starts, rising
     * @param until where the last one ends
     */
    public record Trace(String name, List<Double> from, List<Double> values, double until) {
        public Trace {
            from = List.copyOf(from);
            values = List.copyOf(values);
        }
    }

    public PanelChart {
        panels = List.copyOf(panels);
    }

    @Override
    public int widthPixels() {
        return WIDTH;
    }

    @Override
    public int heightPixels() {
        double panelsHeight =
                panels.stream().mapToDouble(p -> HEAD + PANEL + legend(p).height()).sum();
        return (int) panelsHeight + Frame.FOOT + 4;
    }

    private static Legend legend(Panel panel) {
        List<String> names = panel.traces().stream().map(Trace::name).toList();
        return new Legend(
                names.size() == 1 ? List.of("") : names,
                LEFT,
                WIDTH - LEFT - RIGHT,
                Legend.Kind.LINES);
    }

    @Override
    public void draw(Canvas canvas) {
        Axis across = Axis.whole(acrossTitle, most);
        double top = 0;
        for (Panel panel : panels) {
            Legend legend = legend(panel);
            legend.draw(canvas, top + 6);
            top += HEAD + legend.height();
            double highest =
                    panel.traces().stream()
                            .flatMap(trace -> trace.values().stream())
                            .mapToDouble(Double::doubleValue)
                            .max()
                            .orElse(0);
            Frame frame =
                    new Frame(
                            LEFT,
                            top,
                            WIDTH - LEFT - RIGHT,
                            PANEL,
                            across,
                            Axis.linear(panel.upTitle(), 0, highest));
            frame.drawUp(canvas);
            if (panel.equals(panels.getLast())) {
                frame.drawAcross(canvas);
            }
            for (int i = 0; i < panel.traces().size(); i++) {
                canvas.path(steps(frame, panel.traces().get(i)), Line.series(i));
            }
            top += PANEL;
        }
    }

    private static List<Spot> steps(Frame frame, Trace trace) {
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i < trace.values().size(); i++) {
            double until = i + 1 < trace.values().size() ? trace.from().get(i + 1) : trace.until();
            double y = frame.y(trace.values().get(i));
            spots.add(new Spot(frame.x(trace.from().get(i)), y));
            spots.add(new Spot(frame.x(until), y));
        }
        return spots;
    }
}
