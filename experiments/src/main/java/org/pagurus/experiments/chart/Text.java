package org.pagurus.experiments.chart;

import java.util.Collection;

/** How much room texts take, which is only known roughly without their font. */
final class Text {
    private static final double PIXELS_A_LETTER = 7;

    private Text() {}

    static double width(String text) {
        return text.length() * PIXELS_A_LETTER;
    }

    static double widest(Collection<String> texts, double most) {
        return Math.min(most, texts.stream().mapToDouble(Text::width).max().orElse(0));
    }

    /** The text, or what fits of it and three dots. */
    static String fit(String text, double width) {
        int letters = Math.max(1, (int) (width / PIXELS_A_LETTER));
        return text.length() <= letters ? text : text.substring(0, letters - 1) + "…";
    }
}
