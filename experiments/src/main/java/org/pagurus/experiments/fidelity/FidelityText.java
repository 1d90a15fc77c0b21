package org.pagurus.experiments.fidelity;

import java.util.ArrayList;
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
        boolean live = results.stream().allMatch(FidelityResult::isLive);
        TextTable table = new TextTable(live ? "llrlrlrlrlrlrl" : "llrlrlrl");
        String unit = figure.label() + ", " + figure.unit();
        List<String> head = new ArrayList<>(List.of("|", unit, "|"));
        head.addAll(live ? List.of("live, mean", "|", "deviation", "|") : List.of());
        head.addAll(List.of("simulated", "|"));
        head.addAll(live ? List.of("error", "|") : List.of());
        head.addAll(List.of("fluid", "|", "beside simulated |"));
        table.row(head.toArray(String[]::new));
        table.row(rule(head));
        for (FidelityResult result : results) {
            List<String> row = new ArrayList<>(List.of("|", result.name(), "|"));
            if (live) {
                row.addAll(
                        List.of(
                                number(figure.shown(result.mean(figure))),
                                "|",
                                number(figure.shown(result.deviation(figure))),
                                "|"));
            }
            row.addAll(List.of(number(figure.shown(result.simulated().get(figure))), "|"));
            row.addAll(live ? List.of(percent(result.error(figure)), "|") : List.of());
            row.addAll(
                    List.of(
                            number(figure.shown(result.fluid().get(figure))),
                            "|",
                            percent(result.difference(figure)) + " |"));
            table.row(row.toArray(String[]::new));
        }
        return table.render() + System.lineSeparator() + means(results, figure, live);
    }

    private static String[] rule(List<String> head) {
        return head.stream()
                .map(cell -> cell.equals("|") ? cell : cell.endsWith("|") ? "--- |" : "---")
                .toArray(String[]::new);
    }

    private static String means(List<FidelityResult> results, Figure figure, boolean live) {
        String error =
                String.format(
                        Locale.ROOT,
                        "mean absolute error of %s: %.1f %%; the aim is at most %.0f %%%n",
                        figure.label(),
                        live ? 100 * FidelityResult.meanError(results, figure) : 0,
                        100 * figure.aim());
        String difference =
                String.format(
                        Locale.ROOT,
                        "mean absolute difference of fluid and simulated %s: %.1f %%; the aim is at"
                                + " most %.0f %%%n",
                        figure.label(),
                        100 * FidelityResult.meanDifference(results, figure),
                        100 * Figure.FLUID_AIM);
        return live ? error + difference : difference;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * share);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.1f", value);
    }
}
