package org.pagurus.experiments.results;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows of comma-separated values, as RFC 4180 has them but for line ends, which are of one byte.
 */
final class Csv {
    /** Up to here every whole number is a double of its own. */
    private static final double MOST_EXACT = 1L << 53;

    private Csv() {}

    static void row(Writer out, List<String> cells) throws IOException {
        out.write(cells.stream().map(Csv::quoted).collect(Collectors.joining(",")));
        out.write('\n');
    }

    /** Whole numbers without a point; nothing for NaN. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        boolean isWhole = value == Math.rint(value) && Math.abs(value) <= MOST_EXACT;
        return isWhole ? Long.toString((long) value) : Double.toString(value);
    }

    private static String quoted(String cell) {
        boolean isPlain =
                cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
