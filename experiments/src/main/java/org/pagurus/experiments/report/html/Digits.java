package org.pagurus.experiments.report.html;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Numbers as short as a chart needs them. */
final class Digits {
    private static final MathContext SHOWN = new MathContext(6);

    private Digits() {}

    /** Six digits; null for what is no number. */
    static @Nullable Double shown(double value) {
        return Double.isFinite(value) ? rounded(value) : null;
    }

    static double rounded(double value) {
        return new BigDecimal(value).round(SHOWN).doubleValue();
    }
}
