package org.pagurus.experiments.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns, two spaces apart, without trailing spaces. */
public final class TextTable {
    private static final String GAP = "  ";

    private final boolean[] rightAligned;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param alignment a letter for each column, {@code l} or {@code r}
     */
    public TextTable(String alignment) {
        rightAligned = new boolean[alignment.length()];
        for (int column = 0; column < rightAligned.length; column++) {
            rightAligned[column] = alignment.charAt(column) == 'r';
        }
    }

    public TextTable row(String... cells) {
        if (cells.length != rightAligned.length) {
            throw new IllegalArgumentException(
                    "a row must have " + rightAligned.length + " cells but has " + cells.length);
        }
        rows.add(List.of(cells));
        return this;
    }

    /** Every row on its line, the last one ended as well. */
    public String render() {
        int[] widths = new int[rightAligned.length];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String padding = " ".repeat(widths[column] - row.get(column).length());
                line.append(column == 0 ? "" : GAP)
                        .append(rightAligned[column] ? padding : "")
                        .append(row.get(column))
                        .append(rightAligned[column] ? "" : padding);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
