package org.pagurus.experiments.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.experiments.browser.Browser;
import org.pagurus.experiments.browser.BrowserPage;
import org.pagurus.experiments.browser.Look;
import org.pagurus.experiments.report.html.ResultFolders;
import org.pagurus.experiments.results.ResultFiles;
import org.pagurus.experiments.results.ResultsException;

class FolderComparisonTest {
    private static final List<String> RATES = List.of("50MB/s", "125MB/s");
    private static final List<String> POLICY = List.of("predictive");

    @TempDir private Path folder;

    @Test
    void theSameIsTheSame() throws Exception {
        FolderComparison comparison =
                compare(
                        results("a", 7).migrations(RATES, POLICY),
                        results("b", 7).migrations(RATES, POLICY));
        assertEquals(List.of(), comparison.changes());
        assertEquals(List.of(), comparison.notes());
        assertEquals(0, comparison.mattering());
        for (Compared one : comparison.compared()) {
            assertEquals(0, one.difference());
            assertTrue(one.paired());
            assertTrue(one.statement().endsWith("in every run"), one.statement());
        }
    }

    @Test
    void findsWhatGotSlowerAmongRunsOfTheSameSeeds() throws Exception {
        FolderComparison comparison =
                compare(
                        results("a", 7).migrations(RATES, POLICY),
                        results("b", 7).slower(1.2).migrations(RATES, POLICY));
        assertEquals(2, comparison.mattering());
        Compared downtime = of(comparison, "downtimeNs", "link.rate 50MB/s");
        assertTrue(downtime.matters() && downtime.paired());
        assertEquals(0.2, downtime.share(), 1e-6);
        assertEquals(5, downtime.runs());
        assertTrue(
                downtime.statement().startsWith("B takes ")
                        && downtime.statement()
                                .contains(" more downtime (+20.0 %) at link.rate 50MB/s")
                        && downtime.statement().endsWith(", 5 pairs: matters"),
                downtime.statement());
        assertFalse(of(comparison, "totalTimeNs", "link.rate 50MB/s").significant());
        assertEquals(2, comparison.worse("downtimeNs", 0.05).size());
        assertEquals(0, comparison.worse("downtimeNs", 0.25).size());
        assertEquals(0, comparison.worse("totalTimeNs", 0).size());
    }

    @Test
    void comparesRunsOfOtherSeedsByWelch() throws Exception {
        Path a = results("a", 7).migrations(RATES, POLICY);
        Path b = results("b", 1007).slower(2).migrations(RATES, POLICY);
        Compared downtime = of(compare(a, b), "downtimeNs", "link.rate 125MB/s");
        assertFalse(downtime.paired());
        assertTrue(downtime.matters());
        assertTrue(downtime.statement().contains(", 5 runs of each"), downtime.statement());
        assertEquals(
                List.of(new Change("seed", "7", "1007"), new Change("scenario seed", "7", "1007")),
                compare(a, b).changes());
    }

    @Test
    void aDifferenceThatIsTooSmallDoesNotMatter() throws Exception {
        Path a = results("a", 7).migrations(RATES, POLICY);
        Path b = results("b", 7).slower(1.02).migrations(RATES, POLICY);
        Compared downtime =
                of(
                        FolderComparison.of(a, b, List.of("downtimeNs"), 0.05),
                        "downtimeNs",
                        "link.rate 50MB/s");
        assertTrue(downtime.significant() && !downtime.matters());
        assertTrue(downtime.statement().endsWith("too small to matter"), downtime.statement());
    }

    @Test
    void pointsThatOnlyOneHasAreSaid() throws Exception {
        FolderComparison comparison =
                compare(
                        results("a", 7).migrations(List.of("50MB/s", "125MB/s", "250MB/s"), POLICY),
                        results("b", 7).migrations(RATES, POLICY));
        assertEquals(List.of("2 points of 3 are in both folders"), comparison.notes());
        FolderComparison other =
                compare(
                        results("c", 7).migrations(RATES, POLICY),
                        results("d", 7).migrations(RATES, List.of("qemu", "xen")));
        assertEquals(0, other.compared().size());
        assertTrue(
                other.notes().contains("settings.policy is swept in B alone"),
                other.notes()::toString);
        assertTrue(CompareText.of(other).endsWith("of A\n"));
    }

    @Test
    void refusesWhatCannotBeCompared() throws Exception {
        Path a = results("a", 7).migrations(RATES, POLICY);
        Path b = results("b", 7).clusters(List.of("mad:2.5", "thr:0.8"));
        assertEquals(
                b + ": kind: expected migration as in " + a + " but found cluster",
                assertThrows(ResultsException.class, () -> compare(a, b)).getMessage());
        ResultsException unknown =
                assertThrows(
                        ResultsException.class,
                        () -> FolderComparison.of(a, a, List.of("speed"), 0.01));
        assertTrue(String.valueOf(unknown.getMessage()).startsWith("metric: expected one of "));
        Files.writeString(a.resolve(ResultFiles.SCENARIO), "name: [\n");
        ResultsException broken = assertThrows(ResultsException.class, () -> compare(a, a));
        assertEquals(1, String.valueOf(broken.getMessage()).lines().count());
        assertTrue(
                String.valueOf(broken.getMessage())
                        .startsWith(a + "/scenario.yaml: expected a scenario"));
    }

    @Test
    void jsonHasAllOfIt() throws Exception {
        FolderComparison comparison =
                compare(
                        results("a", 7).clusters(List.of("mad:2.5", "thr:0.8")),
                        results("b", 8).clusters(List.of("mad:2.5", "thr:0.8")));
        JsonNode json = new ObjectMapper().readTree(CompareJson.of(comparison));
        assertEquals(1, json.path("format").asInt());
        assertEquals(comparison.compared().size(), json.path("compared").size());
        assertTrue(
                json.path("compared").findValuesAsText("metric").contains("energyJoules"),
                json::toString);
        assertEquals("8", json.path("changes").path(0).path("second").asText());
    }

    @Test
    void pageShowsDifferences() throws Exception {
        FolderComparison comparison =
                compare(
                        results("a", 7).migrations(RATES, POLICY),
                        results("b", 7).slower(1.2).migrations(RATES, POLICY));
        Path file = Files.writeString(folder.resolve("compare.html"), ComparePage.of(comparison));
        try (Browser browser = Browser.start()) {
            for (Look look : List.of(Look.DESKTOP, Look.PHONE)) {
                BrowserPage page = browser.open(file.toUri(), look);
                page.waitFor("document.documentElement.dataset.ready === 'true'");
                String label =
                        page.evaluate("document.querySelector('.chart').getAttribute('aria-label')")
                                .asText();
                assertTrue(label.contains("2 of 8 matter"), label);
                String pictures = System.getProperty("pagurus.screenshots", "");
                if (!pictures.isEmpty()) {
                    page.screenshot(Path.of(pictures, "compare-" + look.widthPixels() + ".png"));
                }
                assertEquals(List.of(), page.errors());
                assertEquals(1, page.requests().size());
            }
        }
    }

    private ResultFolders results(String name, long seed) {
        return new ResultFolders(folder.resolve(name), "link-rates", "simulated", 5, seed);
    }

    private static FolderComparison compare(Path a, Path b) throws ResultsException {
        return FolderComparison.of(a, b, List.of(), 0.01);
    }

    private static Compared of(FolderComparison comparison, String metric, String point) {
        return comparison.compared().stream()
                .filter(one -> one.metric().equals(metric) && one.point().equals(point))
                .findFirst()
                .orElseThrow();
    }
}
