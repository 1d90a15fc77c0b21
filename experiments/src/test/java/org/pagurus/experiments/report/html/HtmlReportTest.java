package org.pagurus.experiments.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.experiments.browser.Browser;
import org.pagurus.experiments.browser.BrowserPage;
import org.pagurus.experiments.browser.Look;
import org.pagurus.experiments.chart.Contrast;
import org.pagurus.experiments.chart.Paint;
import org.pagurus.experiments.results.ResultFiles;
import org.pagurus.experiments.results.ResultsException;

/** Reports as a browser shows them. */
class HtmlReportTest {
    private static final List<String> RATES = List.of("50MB/s", "125MB/s", "1250MB/s");
    private static final List<String> POLICIES = List.of("predictive", "qemu", "xen");

    private static Browser browser;

    @TempDir private Path folder;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void showsASweepOfMigrations() throws Exception {
        BrowserPage page = open(migrations("simulated").migrations(RATES, POLICIES), Look.DESKTOP);
        assertEquals(
                List.of("sweep", "comparisons", "timeline", "downtime", "codecs"), figures(page));
        assertTrue(text(page, ".mode").startsWith("SIMULATED"), () -> "mode");
        // a line and its intervals for each policy
        assertEquals(
                3,
                page.evaluate("document.querySelectorAll('#points tbody tr').length").asInt() / 3);
        select(page, "sweep-metric", "downtimeNs");
        assertTrue(
                label(page, "sweep").startsWith("downtime, ms over link.rate."),
                label(page, "sweep"));
        select(page, "sweep-across", "1");
        assertTrue(label(page, "sweep").contains("over settings.policy"), label(page, "sweep"));
        assertSound(page, "sweep");
    }

    @Test
    void marksLiveResults() throws Exception {
        BrowserPage page =
                open(migrations("live").migrations(RATES, List.of("predictive")), Look.DESKTOP);
        assertTrue(text(page, ".mode").startsWith("LIVE"));
        assertTrue(text(page, ".facts").contains("a CPU"));
        assertSound(page, "live");
    }

    @Test
    void showsASinglePoint() throws Exception {
        BrowserPage page =
                open(
                        migrations("simulated").migrations(List.of("125MB/s"), List.of("xen")),
                        Look.DARK);
        assertEquals(List.of("timeline", "downtime", "codecs"), figures(page));
        assertSound(page, "single");
    }

    @Test
    void showsClusters() throws Exception {
        BrowserPage page =
                open(
                        migrations("simulated").clusters(List.of("mad:2.5", "thr:0.8", "lr:1.2")),
                        Look.DESKTOP);
        assertEquals(List.of("sweep", "comparisons", "load", "energy"), figures(page));
        assertSound(page, "cluster");
    }

    @Test
    void fitsEveryWindowAndColour() throws Exception {
        Path results = migrations("simulated").migrations(RATES, POLICIES);
        HtmlReport.write(results);
        URI address = results.resolve(HtmlReport.FILE).toUri();
        for (Look look : List.of(Look.DESKTOP, Look.DARK, Look.PHONE, Look.PRINT)) {
            BrowserPage page = browser.open(address, look);
            page.waitFor("document.documentElement.dataset.ready === 'true'");
            int width = page.evaluate("document.documentElement.scrollWidth").asInt();
            assertTrue(width <= look.widthPixels(), () -> look + ": " + width + " wide");
            assertSound(page, "look-" + look.widthPixels() + (look.dark() ? "-dark" : ""));
        }
    }

    @Test
    void canBeUsedByKeyboard() throws Exception {
        BrowserPage page = open(migrations("simulated").migrations(RATES, POLICIES), Look.DESKTOP);
        page.evaluate("document.querySelector('[data-figure=sweep] .chart').focus()");
        page.press("ArrowRight");
        String first = text(page, "[data-figure=sweep] .said");
        assertTrue(first.startsWith("link.rate: 50MB/s; settings.policy: predictive"), first);
        page.press("ArrowRight");
        assertTrue(text(page, "[data-figure=sweep] .said").startsWith("link.rate: 125MB/s"));
        page.press("Escape");
        page.evaluate("document.querySelector('[data-figure=sweep] summary').focus()");
        page.press("Enter");
        page.waitFor(
                "document.querySelectorAll('[data-figure=sweep] details tbody tr').length === 9");
        page.evaluate("document.getElementById('theme').focus()");
        page.press("Enter");
        page.waitFor("document.documentElement.dataset.theme === 'dark'");
        assertSound(page, "keyboard");
    }

    @Test
    void everyThingHasAName() throws Exception {
        BrowserPage page = open(migrations("simulated").migrations(RATES, POLICIES), Look.DESKTOP);
        JsonNode nameless =
                page.evaluate(
                        """
                        [...document.querySelectorAll("select, input, button, [role], table, summary, a")]
                            .filter(one => !one.closest("label, [aria-label]") && !one.innerText.trim())
                            .map(one => one.outerHTML)""");
        assertEquals("[]", nameless.toString());
        assertEquals("en", page.evaluate("document.documentElement.lang").asText());
        JsonNode headings =
                page.evaluate("[...document.querySelectorAll('h1, h2, h3')].map(h => h.tagName)");
        assertEquals("H1", headings.get(0).asText());
        // the first thing that the keyboard reaches leads past what is the same on all pages
        page.press("Tab");
        assertEquals(
                "#main", page.evaluate("document.activeElement.getAttribute('href')").asText());
    }

    @Test
    void coloursStandOutAndAreThoseOfFiles() throws Exception {
        BrowserPage page =
                open(migrations("simulated").migrations(List.of("50MB/s"), POLICIES), Look.DARK);
        JsonNode palettes =
                page.evaluate("(() => {" + Resources.text("theme.js") + "return PALETTES; })()");
        for (JsonNode palette : palettes) {
            String paper = palette.path("paper").asText();
            for (JsonNode series : palette.path("series")) {
                assertTrue(Contrast.of(series.asText(), paper) >= 3, series::toString);
            }
            for (String name : List.of("ink", "soft")) {
                for (String behind : List.of("paper", "raised")) {
                    double contrast =
                            Contrast.of(palette.path(name).asText(), palette.path(behind).asText());
                    assertTrue(contrast >= 4.5, () -> name + " on " + behind + ": " + contrast);
                }
            }
        }
        JsonNode series = palettes.path("light").path("series");
        for (int i = 0; i < series.size(); i++) {
            assertEquals(Paint.series(i).hex(), series.get(i).asText());
        }
        assertEquals(Paint.SERIES_1, Paint.series(series.size()));
    }

    @Test
    void everyChartCanBeSaved() throws Exception {
        BrowserPage page = open(migrations("simulated").migrations(RATES, POLICIES), Look.DARK);
        page.evaluate(
                """
                window.saved = [];
                URL.createObjectURL = blob => { saved.push(blob); return "#"; };
                document.querySelectorAll(".under button").forEach(button => button.click());""");
        page.waitFor("saved.length === 10");
        JsonNode kinds = page.evaluate("saved.map(blob => blob.type).sort()");
        assertEquals("image/png", kinds.get(0).asText());
        assertEquals("image/svg+xml", kinds.get(9).asText());
        String svg =
                page.evaluate("saved.find(blob => blob.type === 'image/svg+xml').text()").asText();
        assertTrue(svg.startsWith("<svg") && svg.contains("#ffffff"), svg.substring(0, 200));
        assertSound(page, "saved");
    }

    @Test
    void textOfResultsIsNoHtml() throws Exception {
        Path results =
                new ResultFolders(
                                folder.resolve("hostile"), ResultFolders.HOSTILE, "simulated", 2, 1)
                        .migrations(RATES, List.of(ResultFolders.HOSTILE, "<img src=x onerror=a>"));
        BrowserPage page = open(results, Look.DESKTOP);
        assertEquals(ResultFolders.HOSTILE, text(page, "h1"));
        assertEquals(0, page.evaluate("document.querySelectorAll('img, b').length").asInt());
        page.evaluate("document.querySelector('[data-figure=sweep] .chart').focus()");
        page.press("ArrowRight");
        page.waitFor("document.querySelector('[data-figure=sweep] .said').textContent !== ''");
        assertEquals(0, page.evaluate("document.querySelectorAll('img, b').length").asInt());
        assertSound(page, "hostile");
    }

    @Test
    void aLargeSweepStaysUsable() throws Exception {
        List<String> rates = IntStream.rangeClosed(1, 1000).mapToObj(i -> i + "MB/s").toList();
        Path results = migrations("simulated").migrations(rates, List.of("predictive", "qemu"));
        BrowserPage page = open(results, Look.DESKTOP);
        long bytes = Files.size(results.resolve(HtmlReport.FILE));
        assertTrue(bytes < 6_000_000, () -> bytes + " bytes");
        assertTrue(
                text(page, "#left-out")
                        .contains("Of the 10,000 runs over time this page shows 200"));
        assertTrue(text(page, "#points caption").contains("first 50 points of 2000"));
        page.evaluate("document.querySelector('[data-figure=sweep] summary').click()");
        page.waitFor("document.querySelectorAll('[data-figure=sweep] tbody tr').length === 500");
        double redrawMs =
                page.evaluate(
                                "(() => { const start = performance.now();"
                                        + " document.getElementById('theme').click();"
                                        + " return performance.now() - start; })()")
                        .asDouble();
        assertTrue(redrawMs < 20_000, () -> redrawMs + " ms for all charts of 2,000 points");
        assertSound(page, "large");
    }

    @Test
    void refusesResultsOfAnotherFormat() throws Exception {
        Path results = migrations("simulated").migrations(RATES, POLICIES);
        Path summary = results.resolve(ResultFiles.SUMMARY);
        String text = Files.readString(summary);
        Files.writeString(summary, text.replaceFirst("\"format\" : 1", "\"format\" : 2"));
        ResultsException e = assertThrows(ResultsException.class, () -> HtmlReport.write(results));
        assertEquals(summary + ": format: expected 1 but found 2", e.getMessage());
        assertFalse(Files.exists(results.resolve(HtmlReport.FILE)));
    }

    private ResultFolders migrations(String mode) {
        return new ResultFolders(folder.resolve(mode), "link-rates", mode, 5, 7);
    }

    private static BrowserPage open(Path results, Look look) throws Exception {
        HtmlReport.write(results);
        BrowserPage page = browser.open(results.resolve(HtmlReport.FILE).toUri(), look);
        page.waitFor("document.documentElement.dataset.ready === 'true'");
        return page;
    }

    /**
     * Every figure has a chart that shows something and says what, nothing is wrong, and nothing
     * but the page was asked for.
     */
    private static void assertSound(BrowserPage page, String name) throws Exception {
        JsonNode charts =
                page.evaluate(
                        """
                        [...document.querySelectorAll("[data-figure]")].map(figure => [
                            figure.dataset.figure,
                            figure.querySelectorAll("svg path").length,
                            figure.querySelector(".chart").getAttribute("aria-label"),
                            figure.querySelector("svg").getBoundingClientRect().height])""");
        for (JsonNode chart : charts) {
            assertTrue(chart.get(1).asInt() > 5, chart::toString);
            assertTrue(chart.get(2).asText().length() > 20, chart::toString);
            assertTrue(chart.get(3).asInt() > 100, chart::toString);
        }
        String pictures = System.getProperty("pagurus.screenshots", "");
        if (!pictures.isEmpty()) {
            page.screenshot(Path.of(pictures, name + ".png"));
        }
        assertEquals(List.of(), page.errors());
        assertEquals(1, page.requests().size(), () -> page.requests().toString());
    }

    private static List<String> figures(BrowserPage page) throws Exception {
        JsonNode names =
                page.evaluate(
                        "[...document.querySelectorAll('[data-figure]')].map(f => f.dataset.figure)");
        return IntStream.range(0, names.size()).mapToObj(i -> names.get(i).asText()).toList();
    }

    private static String label(BrowserPage page, String figure) throws Exception {
        return page.evaluate(
                        "document.querySelector('[data-figure=%s] .chart').getAttribute('aria-label')"
                                .formatted(figure))
                .asText();
    }

    private static void select(BrowserPage page, String name, String value) throws Exception {
        page.evaluate(
                """
                (() => {
                    const select = document.querySelector("[name='%s']");
                    select.value = "%s";
                    select.dispatchEvent(new Event("change"));
                })()"""
                        .formatted(name, value));
    }

    private static String text(BrowserPage page, String selector) throws Exception {
        return page.evaluate("document.querySelector('%s').innerText".formatted(selector)).asText();
    }
}
