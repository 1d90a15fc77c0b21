package org.pagurus.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.report.html.ChartFiles;
import org.pagurus.experiments.report.html.HtmlReport;
import org.pagurus.experiments.results.ResultsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagurus report}. */
@Command(
        name = "report",
        description = {
            "Write the report of a folder of results anew: one page with charts that opens without a"
                    + " network. With --charts write its charts as files too, for papers."
        },
        footer = {
            "pagurus report results/link-rates",
            "pagurus report results/link-rates --charts figures --format png",
            "pagurus report results/link-rates --charts figures --metric downtimeNs"
        })
final class ReportCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "RESULTS", description = "A folder that 'pagurus run' wrote.")
    private Path results = Path.of("");

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The page (default: report.html in RESULTS).")
    private @Nullable Path output;

    @Option(
            names = "--charts",
            paramLabel = "DIR",
            description = "Write the charts to this folder as well.")
    private @Nullable Path charts;

    @Option(names = "--format", description = "Of these files: svg or png" + Shown.DEFAULT)
    private ChartFiles.Format format = ChartFiles.Format.SVG;

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description =
                    "Draw this metric over each swept field; may be repeated (default: total time,"
                            + " downtime and traffic, or energy and violations).")
    private List<String> metrics = new ArrayList<>();

    ReportCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws CommandException {
        Path page = output == null ? results.resolve(HtmlReport.FILE) : output;
        if (output != null) {
            new OutputFile("--output", page).check();
        }
        try {
            HtmlReport.write(results, page);
            screen.out().println(page);
            if (charts != null) {
                ChartFiles.write(results, metrics, charts, format)
                        .forEach(file -> screen.out().println(file));
            }
        } catch (ResultsException e) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
        return ExitCode.OK.status();
    }
}
