package org.pagurus.experiments.report.html;

import java.nio.file.Path;
import org.pagurus.experiments.results.ResultFiles;
import org.pagurus.experiments.results.ResultsException;

/** {@code report.html}: what a folder of results has, as one page that needs nothing else. */
public final class HtmlReport {
    /** The page's name in the folder. */
    public static final String FILE = "report.html";

    private HtmlReport() {}

    /**
     * Writes the page into the folder of results.
     *
     * @throws ResultsException when results can't be read or the page can't be written; the message
     *     is one line
     */
    public static void write(Path folder) throws ResultsException {
        write(folder, folder.resolve(FILE));
    }

    /**
     * Writes the page elsewhere.
     *
     * @throws ResultsException as above
     */
    public static void write(Path folder, Path file) throws ResultsException {
        String page = ReportPage.of(ReportReader.read(folder));
        ResultFiles.replace(file, out -> out.write(page));
    }
}
