package org.pagurus.experiments.fidelity;

import java.util.List;
import java.util.Locale;
import org.pagurus.experiments.report.TextTable;

/** What was compared as tables for people, which are Markdown as well. */
public final class FidelityText {
    private FidelityText() {}

    /** A table for each figure. */
    public static String of(List<FidelityResult> results) {
        StringBuilder text = new StringBuilder();
        for (Figure figure : Figure.values()) {
            text.append(table(results, figure)).append('\n');
        }
        return text.toString();
    }

    private static String table(List<FidelityResult> results, Figure figure) {
        TextTable table = new TextTable("llrlrlrlrl");
        String unit = figure.label() + ", " + figure.unit();
        table.row("|", unit, "|", "live, mean", "|", "deviation", "|", "simulated", "|", "error |");
        table.row("|", "---", "|", "---", "|", "---", "|", "---", "|", "--- |");
        for (FidelityResult result : results) {
            table.row(
                    "|",
                    result.name(),
                    "|",
                    number(figure.shown(result.mean(figure))),
                    "|",
                    number(figure.shown(result.deviation(figure))),
                    "|",
                    number(figure.shown(result.simulated().get(figure))),
                    "|",
                    String.format(Locale.ROOT, "%+.1f %% |", 100 * result.error(figure)));
        }
        return table.render()
                + String.format(
                        Locale.ROOT,
                        "%nmean absolute error of %s: %.1f %%; the aim is at most %.0f %%%n",
                        figure.label(),
                        100 * FidelityResult.meanError(results, figure),
                        100 * figure.aim());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.1f", value);
    }
}
