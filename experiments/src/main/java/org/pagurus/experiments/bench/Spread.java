package org.pagurus.experiments.bench;

import java.util.Arrays;
import java.util.Locale;

/** The middle and the end of what many runs measured. */
final class Spread {
    private Spread() {}

    static void print(String what, double[] valuesMs) {
        System.out.printf(
                Locale.ROOT,
                "%s: median %.2f ms, maximum %.2f ms%n",
                what,
                Median.of(valuesMs),
                Arrays.stream(valuesMs).max().orElseThrow());
    }
}
