package org.pagurus.experiments.compare;

import java.util.List;
import java.util.Locale;
import org.pagurus.experiments.metric.MetricUnit;
import org.pagurus.experiments.metric.RunMetrics;
import org.pagurus.experiments.report.TextTable;

/** A comparison for people. */
public final class CompareText {
    private static final int MAX_VALUE = 40;

    /** Lines of each table; the JSON and the page have all. */
    private static final int MAX_ROWS = 60;

    /** Sentences that say again what the table does. */
    private static final int MAX_STATEMENTS = 10;

    private CompareText() {}

    /** All of it, each line ended. */
    public static String of(FolderComparison comparison) {
        StringBuilder text = new StringBuilder();
        text.append(side("A", comparison.first())).append(side("B", comparison.second()));
        text.append('\n').append(changes(comparison)).append('\n');
        if (!comparison.compared().isEmpty()) {
            text.append(table(comparison)).append('\n');
        }
        comparison.compared().stream()
                .filter(Compared::matters)
                .limit(MAX_STATEMENTS)
                .forEach(one -> text.append(one.statement()).append('\n'));
        comparison.notes().forEach(note -> text.append(note).append('\n'));
        return text.append(summary(comparison)).append('\n').toString();
    }

    private static String side(String letter, FolderComparison.Side side) {
        return String.format(
                Locale.ROOT,
                "%s  %s: %s, %s, %d of %d runs completed%n",
                letter,
                side.folder(),
                side.name(),
                side.mode(),
                side.completed(),
                side.runs());
    }

    private static String changes(FolderComparison comparison) {
        List<Change> changes = comparison.changes();
        if (changes.isEmpty()) {
            return "nothing is set otherwise\n";
        }
        TextTable table = new TextTable("lll").row("set otherwise", "A", "B");
        changes.stream()
                .limit(MAX_ROWS)
                .forEach(
                        change ->
                                table.row(
                                        change.field(),
                                        shortened(change.first()),
                                        shortened(change.second())));
        return table.render() + more(changes.size());
    }

    private static String table(FolderComparison comparison) {
        TextTable table = new TextTable("llrrrrl");
        table.row("point", "metric", "A", "B", "difference", "of A", "");
        List<Compared> shown =
                comparison.compared().stream()
                        .filter(one -> one.first() != 0 || one.second() != 0)
                        .toList();
        shown.stream()
                .limit(MAX_ROWS)
                .forEach(
                        one ->
                                table.row(
                                        one.point().isEmpty() ? "all" : one.point(),
                                        one.label(),
                                        format(one, one.first()),
                                        format(one, one.second()),
                                        format(one, one.difference())
                                                + (Double.isNaN(one.halfWidth())
                                                        ? ""
                                                        : " ± " + format(one, one.halfWidth())),
                                        Double.isNaN(one.share())
                                                ? "-"
                                                : String.format(
                                                        Locale.ROOT, "%+.1f %%", 100 * one.share()),
                                        one.matters()
                                                ? "matters"
                                                : one.significant() ? "significant" : ""));
        return table.render() + more(shown.size());
    }

    private static String more(int all) {
        return all > MAX_ROWS ? "and " + (all - MAX_ROWS) + " more\n" : "";
    }

    private static String format(Compared one, double value) {
        return unit(one.metric()).format(value);
    }

    static MetricUnit unit(String metric) {
        var ofMigrations = RunMetrics.ofMigrations(true).find(metric);
        var found = ofMigrations == null ? RunMetrics.ofCluster().find(metric) : ofMigrations;
        return found == null ? MetricUnit.COUNT : found.unit();
    }

    private static String shortened(String value) {
        return value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE - 1) + "…";
    }

    private static String summary(FolderComparison comparison) {
        return String.format(
                Locale.ROOT,
                "%d of %d differences matter: more than chance at %.0f %% confidence, all counted"
                        + " together, and at least %s %% of A",
                comparison.mattering(),
                comparison.compared().size(),
                100 * comparison.confidence(),
                100 * comparison.atLeast());
    }
}
