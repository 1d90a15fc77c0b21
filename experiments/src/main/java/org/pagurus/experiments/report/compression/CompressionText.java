package org.pagurus.experiments.report.compression;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.experiments.bench.compression.BenchSettings;
import org.pagurus.experiments.bench.compression.CompressionReport;
import org.pagurus.experiments.bench.compression.ImageResult;
import org.pagurus.experiments.report.TextTable;
import org.pagurus.experiments.report.Units;
import org.pagurus.experiments.report.html.Table;

/** What a person reads in a terminal of 100 columns. */
public final class CompressionText {
    private static final int MAX_COLUMNS = 100;

    private CompressionText() {}

    /** Every image's tables; every line is ended. */
    public static String of(CompressionReport report) {
        StringBuilder text = new StringBuilder();
        text.append(settings(report.settings())).append('\n');
        for (ImageResult image : report.images()) {
            text.append('\n').append(title(image)).append('\n');
            for (Table table : CompressionTables.of(image)) {
                append(text, table, keyColumns(table));
            }
        }
        SoonestDelivered.of(report).ifPresent(table -> append(text, table, 2));
        return text.toString();
    }

    private static void append(StringBuilder text, Table table, int keys) {
        text.append('\n').append(table.caption()).append('\n').append(fitted(table.rows(), keys));
    }

    /** {@code 2 encoders and streams, ...}: how it was measured, in a line. */
    static String settings(BenchSettings settings) {
        int threads = settings.threads();
        return threads
                + (threads == 1 ? " encoder and stream" : " encoders and streams")
                + ", window 2^"
                + settings.windowLog()
                + " at level "
                + settings.windowLevel()
                + ", delta cache "
                + (settings.deltaCacheBytes() == BenchSettings.WHOLE_IMAGE
                        ? "whole image"
                        : Units.mebibytes(settings.deltaCacheBytes()) + " MiB")
                + ", median of "
                + settings.runs()
                + (settings.runs() == 1 ? " run" : " runs");
    }

    /** {@code redis: 65,536 pages, 256.0 MiB, of these 1,835 zero}. */
    static String title(ImageResult image) {
        return image.name()
                + ": "
                + Units.count(image.pages())
                + " pages, "
                + Units.mebibytes(image.pageBytes())
                + " MiB, of these "
                + Units.count(image.zeroPages())
                + " zero";
    }

    /** Intervals are named by number, pages and bytes; other rows by their first cell. */
    private static int keyColumns(Table table) {
        return table.rows().getFirst().getFirst().equals("interval") ? 3 : 1;
    }

    /** As one table or, where that is too wide, as several below each other, each with the keys. */
    private static String fitted(List<List<String>> rows, int keys) {
        int columns = rows.getFirst().size();
        for (int wanted = columns - keys; wanted > 1; wanted--) {
            String text = blocks(rows, keys, wanted);
            if (text.lines().allMatch(line -> line.length() <= MAX_COLUMNS)) {
                return text;
            }
        }
        return blocks(rows, keys, 1);
    }

    private static String blocks(List<List<String>> rows, int keys, int columnsOfBlock) {
        List<String> blocks = new ArrayList<>();
        int columns = rows.getFirst().size();
        for (int from = keys; from < columns; from += columnsOfBlock) {
            int to = Math.min(columns, from + columnsOfBlock);
            TextTable table = new TextTable("l" + "r".repeat(keys - 1 + to - from));
            for (List<String> row : rows) {
                List<String> cells = new ArrayList<>(row.subList(0, keys));
                cells.addAll(row.subList(from, to));
                table.row(cells.toArray(String[]::new));
            }
            blocks.add(table.render());
        }
        return String.join("\n", blocks);
    }
}
