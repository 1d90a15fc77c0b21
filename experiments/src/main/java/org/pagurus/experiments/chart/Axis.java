package org.pagurus.experiments.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Where values stand along one side of a chart, as shares of its length from 0 to 1. */
public final class Axis {
    private static final int TICKS = 5;

    /** Room beside the first and the last of positions, as a share. */
    private static final double MARGIN = 0.04;

    /** A place that is labelled. */
    record Tick(double share, String label) {}

    private final String title;
    private final DoubleUnaryOperator share;
    private final List<Tick> ticks;

    private Axis(String title, DoubleUnaryOperator share, List<Tick> ticks) {
        this.title = title;
        this.share = share;
        this.ticks = List.copyOf(ticks);
    }

    /** From 0, or the least value below it, to the largest, widened to whole steps. */
    public static Axis linear(String title, double least, double most) {
        double low = Math.min(0, least);
        double high = Math.max(most, low);
        double step = step(high == low ? 1 : high - low);
        double start = Math.floor(low / step) * step;
        double end = Math.max(Math.ceil(high / step - 1e-9) * step, start + step);
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; start + i * step <= end + step / 2; i++) {
            double value = start + i * step;
            ticks.add(new Tick((value - start) / (end - start), number(value, step)));
        }
        return new Axis(title, value -> (value - start) / (end - start), ticks);
    }

    /** From 0 to just this. */
    static Axis whole(String title, double most) {
        double end = most > 0 ? most : 1;
        double step = step(end);
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= end; i++) {
            ticks.add(new Tick(i * step / end, number(i * step, step)));
        }
        return new Axis(title, value -> value / end, ticks);
    }

    /**
     * Values that are labelled themselves.
     *
     * @param positions at least one, rising
     * @param labels of each
     * @param logarithmic whether equal ratios are equally far apart; all positions are above 0 then
     */
    public static Axis positions(
            String title, List<Double> positions, List<String> labels, boolean logarithmic) {
        DoubleUnaryOperator scale = logarithmic ? Math::log : DoubleUnaryOperator.identity();
        double low = scale.applyAsDouble(positions.getFirst());
        double high = scale.applyAsDouble(positions.getLast());
        DoubleUnaryOperator share =
                value ->
                        high == low
                                ? 0.5
                                : MARGIN
                                        + (scale.applyAsDouble(value) - low)
                                                / (high - low)
                                                * (1 - 2 * MARGIN);
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            ticks.add(new Tick(share.applyAsDouble(positions.get(i)), labels.get(i)));
        }
        return new Axis(title, share, ticks);
    }

    /** Names, equally far apart; the value of each is its number, from 0. */
    public static Axis names(String title, List<String> names) {
        DoubleUnaryOperator share = number -> (number + 0.5) / names.size();
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ticks.add(new Tick(share.applyAsDouble(i), names.get(i)));
        }
        return new Axis(title, share, ticks);
    }

    String title() {
        return title;
    }

    double share(double value) {
        return share.applyAsDouble(value);
    }

    List<Tick> ticks() {
        return ticks;
    }

    /** 1, 2 or 5 times a power of ten, so that there are about as many steps as ticks. */
    private static double step(double range) {
        double rough = range / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double leading = rough / power;
        return power * (leading < 1.5 ? 1 : leading < 3.5 ? 2 : leading < 7.5 ? 5 : 10);
    }

    /** With as many places as tell one step from the next. */
    private static String number(double value, double step) {
        int places = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        String text = String.format(Locale.ROOT, "%,." + places + "f", value);
        return new BigDecimal(text.replace(",", "")).signum() == 0 ? "0" : text;
    }
}
