package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.experiments.report.html.ResultFolders;

/** {@code pagurus report} and {@code pagurus compare}. */
class ReportCommandsTest {
    private static final List<String> RATES = List.of("50MB/s", "125MB/s");

    @TempDir private Path folder;

    @Test
    void writesTheReportBesideTheResults() throws Exception {
        Path results = results("a", 1);
        CommandLineRun run = CommandLineRun.of("report", results.toString());
        assertEquals(0, run.status(), run::toString);
        assertEquals(results.resolve("report.html") + "\n", run.out());
        assertTrue(Files.size(results.resolve("report.html")) > 1_000_000);
    }

    @Test
    void writesChartsToo() throws Exception {
        Path page = folder.resolve("page.html");
        Path charts = folder.resolve("charts");
        CommandLineRun run =
                CommandLineRun.of(
                        "report",
                        results("a", 1).toString(),
                        "--output",
                        page.toString(),
                        "--charts",
                        charts.toString(),
                        "--format",
                        "png",
                        "--metric",
                        "rounds");
        assertEquals(0, run.status(), run::toString);
        assertTrue(Files.exists(page));
        assertTrue(
                run.out().contains(charts.resolve("rounds-over-link.rate.png") + "\n"), run::out);
    }

    @Test
    void reportSaysInALineWhatIsWrong() throws Exception {
        Path nothing = folder.resolve("nothing");
        CommandLineRun run = CommandLineRun.of("report", nothing.toString());
        assertEquals(ExitCode.FAILED.status(), run.status());
        assertTrue(run.err().startsWith("pagurus: " + nothing + "/"), run::err);
        assertEquals(1, run.err().lines().count(), run::err);
        CommandLineRun metric =
                CommandLineRun.of(
                        "report",
                        results("a", 1).toString(),
                        "--charts",
                        folder.toString(),
                        "--metric",
                        "speed");
        assertTrue(metric.err().contains("metric: expected one of totalTimeNs, "), metric::err);
        assertTrue(metric.err().contains("but found speed"), metric::err);
        Path torn = results("b", 1);
        Files.writeString(torn.resolve("runs.jsonl"), "{}\n");
        CommandLineRun broken = CommandLineRun.of("report", torn.toString());
        assertTrue(broken.err().contains("runs.jsonl:1: expected point, repetition"), broken::err);
        assertFalse(Files.exists(torn.resolve("report.html")));
    }

    @Test
    void comparesInWordsJsonAndHtml() throws Exception {
        Path json = folder.resolve("compare.json");
        Path html = folder.resolve("compare.html");
        CommandLineRun run =
                CommandLineRun.of(
                        "compare",
                        results("a", 1).toString(),
                        results("b", 1.2).toString(),
                        "--json",
                        json.toString(),
                        "--html",
                        html.toString());
        assertEquals(0, run.status(), run::toString);
        assertTrue(
                run.out().contains("B takes 870 us more downtime (+20.0 %) at link.rate 50MB/s"),
                run::out);
        assertTrue(run.out().contains("2 of 8 differences matter"), run::out);
        assertEquals(2, new ObjectMapper().readTree(json.toFile()).path("mattering").asInt());
        assertTrue(Files.readString(html).contains("2 of 8 differences matter"));
    }

    @Test
    void failsWhenAMetricIsWorse() throws Exception {
        String a = results("a", 1).toString();
        String b = results("b", 1.2).toString();
        CommandLineRun worse =
                CommandLineRun.of("compare", a, b, "--fail-on-worse", "downtimeNs=5%");
        assertEquals(ExitCode.FAILED.status(), worse.status(), worse::toString);
        assertEquals(2, worse.err().lines().filter(line -> line.startsWith("worse: ")).count());
        CommandLineRun better =
                CommandLineRun.of("compare", b, a, "--fail-on-worse", "downtimeNs=5%");
        assertEquals(0, better.status(), better::toString);
        CommandLineRun little =
                CommandLineRun.of("compare", a, b, "--fail-on-worse", "downtimeNs=25%");
        assertEquals(0, little.status(), little::toString);
    }

    @Test
    void failsWhenLessCompletes() throws Exception {
        String a = results("a", 1).toString();
        String b =
                new ResultFolders(folder.resolve("b"), "link-rates", "simulated", 5, 7)
                        .failing()
                        .migrations(RATES, List.of("predictive"))
                        .toString();
        CommandLineRun told = CommandLineRun.of("compare", a, b);
        assertEquals(0, told.status());
        String line = "link.rate 50MB/s: 5 of 5 runs completed in A, 4 of 5 in B\n";
        assertTrue(told.out().contains(line), told::out);
        CommandLineRun failed =
                CommandLineRun.of("compare", a, b, "--fail-on-worse", "downtimeNs=5%");
        assertEquals(ExitCode.FAILED.status(), failed.status());
        assertTrue(failed.err().startsWith("worse: " + line), failed::err);
        CommandLineRun better =
                CommandLineRun.of("compare", b, a, "--fail-on-worse", "downtimeNs=5%");
        assertEquals(0, better.status(), better::err);
    }

    @Test
    void compareSaysInALineWhatIsWrong() throws Exception {
        String a = results("a", 1).toString();
        for (List<String> wrong :
                List.of(
                        List.of(
                                "--fail-on-worse",
                                "downtimeNs=much",
                                "--fail-on-worse: expected percent"),
                        List.of("--at-least", "-1", "--at-least: expected percent of 0 or more"),
                        List.of("--metric", "speed", "metric: expected one of "),
                        List.of(
                                "--html",
                                "/nowhere/x.html",
                                "--html: expected a file in a directory"))) {
            CommandLineRun run = CommandLineRun.of("compare", a, a, wrong.get(0), wrong.get(1));
            assertTrue(run.status() != 0, run::toString);
            assertTrue(run.err().startsWith("pagurus: " + wrong.get(2)), run::err);
            assertEquals(1, run.err().lines().count(), run::err);
        }
    }

    private Path results(String name, double slower) throws Exception {
        return new ResultFolders(folder.resolve(name), "link-rates", "simulated", 5, 7)
                .slower(slower)
                .migrations(RATES, List.of("predictive"));
    }
}
