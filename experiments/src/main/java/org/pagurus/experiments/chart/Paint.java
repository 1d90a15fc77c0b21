package org.pagurus.experiments.chart;

import java.util.Locale;

/**
 * Colours by what they are for. Those of series stand out from white at 3:1 at least and differ in
 * lightness from one to the next.
 */
public enum Paint {
    INK("#1f2933"),
    SOFT("#52606d"),
    GRID("#d5dae0"),
    BAND("#e0f2e9"),
    PAPER("#ffffff"),
    SERIES_1("#0b5cad"),
    SERIES_2("#d97706"),
    SERIES_3("#14532d"),
    SERIES_4("#c026d3"),
    SERIES_5("#b91c1c"),
    SERIES_6("#0d9488"),
    SERIES_7("#4b5563"),
    SERIES_8("#7c6f00"),
    SERIES_9("#6b4226"),
    SERIES_10("#db2777");

    /** After so many series colours come round again. */
    static final int SERIES = 10;

    private final String hex;

    Paint(String hex) {
        this.hex = hex;
    }

    /** As {@code #rrggbb}. */
    public String hex() {
        return hex;
    }

    /** The name of the CSS property that holds it in a page. */
    String property() {
        return "--chart-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Of the series with this number, from 0. */
    public static Paint series(int number) {
        return values()[SERIES_1.ordinal() + number % SERIES];
    }
}
