package org.pagurus.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.compare.CompareJson;
import org.pagurus.experiments.compare.ComparePage;
import org.pagurus.experiments.compare.CompareText;
import org.pagurus.experiments.compare.Compared;
import org.pagurus.experiments.compare.FolderComparison;
import org.pagurus.experiments.results.ResultsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagurus compare}. */
@Command(
        name = "compare",
        description = {
            "Hold two folders of results against each other: what is set otherwise, what differs at"
                    + " each point that both have, and whether it matters. Runs with the same seed"
                    + " make pairs; others are compared by Welch's test."
        },
        footer = {
            "pagurus compare results/before results/after",
            "pagurus compare results/before results/after --html changes.html",
            "pagurus compare results/before results/after --fail-on-worse downtimeNs=5%%"
        })
final class CompareCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(index = "0", paramLabel = "A", description = "A folder that 'pagurus run' wrote.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "Another one.")
    private Path second = Path.of("");

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "Compare this metric; may be repeated (default: the main ones).")
    private List<String> metrics = new ArrayList<>();

    @Option(
            names = "--at-least",
            paramLabel = "PERCENT",
            description = "Smaller differences don't matter, in percent of A" + Shown.DEFAULT)
    private String atLeast = "1%";

    @Option(
            names = "--fail-on-worse",
            paramLabel = "NAME=PERCENT",
            description =
                    "End with status 1 when this metric is worse in B by more than so much of A and"
                            + " by more than chance, or a smaller share of runs completed; may be"
                            + " repeated.")
    private Map<String, String> limits = new LinkedHashMap<>();

    @Mixin private final JsonOption json = new JsonOption();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write the comparison to this file as well, as one page.")
    private @Nullable Path html;

    CompareCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws CommandException {
        double least = share("--at-least", atLeast);
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Map.Entry<String, String> limit : limits.entrySet()) {
            shares.put(limit.getKey(), share("--fail-on-worse", limit.getValue()));
        }
        json.check();
        if (html != null) {
            new OutputFile("--html", html).check();
        }
        FolderComparison comparison = compare(least);
        screen.out().print(CompareText.of(comparison));
        screen.out().flush();
        json.write(CompareJson.of(comparison));
        if (html != null) {
            new OutputFile("--html", html).write(ComparePage.of(comparison));
        }
        return worse(comparison, shares).status();
    }

    private FolderComparison compare(double least) throws CommandException {
        Set<String> wanted = new LinkedHashSet<>(metrics);
        if (metrics.isEmpty() && !limits.isEmpty()) {
            wanted.addAll(FolderComparison.MAIN);
        }
        wanted.addAll(limits.keySet());
        try {
            return FolderComparison.of(first, second, List.copyOf(wanted), least);
        } catch (ResultsException e) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private ExitCode worse(FolderComparison comparison, Map<String, Double> shares) {
        if (shares.isEmpty()) {
            return ExitCode.OK;
        }
        // A run that does not complete has no downtime that could be worse.
        comparison.lessCompleted().forEach(one -> screen.err().println("worse: " + one));
        ExitCode code = comparison.lessCompleted().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        for (Map.Entry<String, Double> limit : shares.entrySet()) {
            for (Compared one : comparison.worse(limit.getKey(), limit.getValue())) {
                screen.err().println("worse: " + one.statement());
                code = ExitCode.FAILED;
            }
        }
        return code;
    }

    private static double share(String option, String text) throws CommandException {
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        try {
            double percent = Double.parseDouble(number.strip());
            if (percent >= 0 && percent <= 1e6) {
                return percent / 100;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new CommandException(
                ExitCode.USAGE,
                option + ": expected percent of 0 or more such as 5%, found '" + text + "'");
    }
}
