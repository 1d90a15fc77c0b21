package org.pagurus.experiments.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other tests rely on: that the browser tells what goes wrong in a page. */
class BrowserTest {
    @TempDir private Path folder;

    @Test
    void tellsErrorsAndRequests() throws Exception {
        URI address =
                page(
                        """
                        <img src="missing.png" alt="">
                        <script>console.error("one"); throw new Error("two")</script>""");
        try (Browser browser = Browser.start()) {
            BrowserPage page = browser.open(address, Look.DESKTOP);
            String errors = String.join("\n", page.errors());
            for (String expected : List.of("\"one\"", "Error: two", "missing.png")) {
                assertTrue(errors.contains(expected), errors);
            }
            assertEquals(
                    List.of(address, address.resolve("missing.png")),
                    page.requests().stream()
                            .filter(uri -> !uri.getPath().endsWith(".ico"))
                            .toList());
        }
    }

    @Test
    void showsAPageAsItIsTold() throws Exception {
        URI address = page("<p style='height: 3000px'>high</p><button autofocus>press</button>");
        try (Browser browser = Browser.start()) {
            BrowserPage page = browser.open(address, Look.PHONE);
            assertEquals(List.of(), page.errors());
            assertEquals(390, page.evaluate("innerWidth").asInt());
            assertEquals(2, page.evaluate("Promise.resolve(1 + 1)").asInt());
            String dark = "matchMedia('(prefers-color-scheme: dark)').matches";
            assertEquals("false", page.evaluate(dark).asText());
            page.look(Look.DARK);
            assertEquals("true", page.evaluate(dark).asText());
            page.evaluate(
                    "document.querySelector('button').onclick = () => document.title = 'yes'");
            page.evaluate("document.querySelector('button').focus()");
            page.press("Enter");
            page.waitFor("document.title === 'yes'");
            Path file = folder.resolve("page.png");
            page.screenshot(file);
            assertTrue(ImageIO.read(file.toFile()).getHeight() > 3000);
        }
    }

    private URI page(String body) throws Exception {
        Path file = folder.resolve("page.html");
        String head =
                """
                <!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>no</title>
                <meta name="viewport" content="width=device-width">
                """;
        return Files.writeString(file, head + body).toUri();
    }
}
