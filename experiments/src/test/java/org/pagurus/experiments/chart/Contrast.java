package org.pagurus.experiments.chart;

/** How well colours stand out from each other, as WCAG 2 has it. */
public final class Contrast {
    private Contrast() {}

    /**
     * From 1 to 21.
     *
     * @param color as {@code #rrggbb}, like the other
     */
    public static double of(String color, String other) {
        double one = luminance(color);
        double two = luminance(other);
        return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    }

    private static double luminance(String color) {
        int rgb = Integer.decode(color);
        double[] shares = new double[3];
        for (int i = 0; i < 3; i++) {
            double share = (rgb >> 16 - 8 * i & 0xff) / 255.0;
            shares[i] = share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * shares[0] + 0.7152 * shares[1] + 0.0722 * shares[2];
    }
}
