package org.pagurus.experiments.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.experiments.browser.Browser;
import org.pagurus.experiments.browser.BrowserPage;
import org.pagurus.experiments.browser.Look;

/** The page of a demo that runs, in a browser. */
@Timeout(240)
class LivePageTest {
    /** The share of the grid's squares that have a state's colour. */
    private static final String SHARE =
            """
            (state => {
                const grid = document.getElementById('grid');
                const side = grid.width;
                const copy = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
                copy.drawImage(grid, 0, 0);
                const pixels = copy.getImageData(0, 0, side, side).data;
                const colour = getComputedStyle(document.documentElement).getPropertyValue('--' + state).trim();
                let found = 0;
                for (let y = 0; y < 64; y++) {
                    for (let x = 0; x < 64; x++) {
                        const at = 4 * (Math.floor((y + .4) * side / 64) * side + Math.floor((x + .4) * side / 64));
                        const hex = [0, 1, 2].map(i => pixels[at + i].toString(16).padStart(2, '0')).join('');
                        found += '#' + hex === colour;
                    }
                }
                return found / 4096;
            })('%s')""";

    @Test
    void showsMigrationsAndMovesTheGuestBackByItsButton() throws Exception {
        try (Browser browser = Browser.start();
                WebDemo demo =
                        WebDemo.start(
                                "--dirty-rate", "4MiB",
                                "--working-set", "8MiB",
                                "--link-rate", "40MB",
                                "--selector", "none")) {
            URI address = demo.address();
            BrowserPage page = browser.open(address, Look.DESKTOP);
            page.waitFor("document.body.dataset.phase === 'MIGRATING'");
            page.waitFor(share("pending") + " < 0.7 && " + share("sent") + " > 0.2");
            assertEquals("true", text(page, "getAttribute('aria-disabled')"));
            awaitEnd(page, 1);
            assertEquals("Migrate back to host A", text(page, "textContent"));
            assertEquals("runs the guest", state(page, 1));
            assertEquals("", state(page, 0));
            assertTrue(page.evaluate(share("sent")).asDouble() > 0.5);
            assertEquals(0, page.evaluate(share("pending")).asDouble());
            assertTrue(count(page, "#rounds tbody tr") > 0);
            assertTrue(count(page, "#rates path") == 2);
            assertTrue(count(page, "#around rect.gap, #around path") > 0);
            String outcome = evaluate(page, "document.getElementById('outcome').textContent");
            assertTrue(outcome.contains("no acknowledged write lost"), outcome);
            String spoken = evaluate(page, "document.getElementById('spoken').textContent");
            assertTrue(spoken.startsWith("The guest runs on host B."), spoken);

            page.evaluate("document.getElementById('migrate').focus()");
            page.press("Enter");
            page.waitFor("document.body.dataset.phase === 'MIGRATING'");
            awaitEnd(page, 2);
            assertEquals("Migrate to host B", text(page, "textContent"));
            assertEquals("runs the guest", state(page, 0));

            page.look(Look.PHONE);
            page.waitFor("innerWidth === 390");
            assertTrue(page.evaluate("document.documentElement.scrollWidth").asInt() <= 390);
            assertEquals(List.of(), page.errors());
            assertTrue(
                    page.requests().stream()
                            .allMatch(asked -> asked.getAuthority().equals(address.getAuthority())),
                    () -> page.requests().toString());
            demo.end();
            page.waitFor("!document.getElementById('problem').hidden");
            assertEquals("true", text(page, "getAttribute('aria-disabled')"));
        }
    }

    private static String share(String state) {
        return SHARE.formatted(state);
    }

    /** The first waits for its end; so many have ended then, and all were completed. */
    private static void awaitEnd(BrowserPage page, int migrations) throws Exception {
        page.waitFor(
                "document.body.dataset.phase === 'READY'"
                        + " && document.querySelectorAll('#history tbody tr').length === "
                        + migrations
                        + " && document.querySelector('#history tbody tr').cells.length === 8");
        assertEquals(
                "completed",
                evaluate(page, "document.querySelector('#history tbody tr').cells[2].textContent"));
    }

    private static String text(BrowserPage page, String what) throws Exception {
        return evaluate(page, "document.getElementById('migrate')." + what);
    }

    private static String state(BrowserPage page, int host) throws Exception {
        return evaluate(page, "document.querySelector('#host-" + host + " .state').textContent");
    }

    private static int count(BrowserPage page, String selector) throws Exception {
        return page.evaluate("document.querySelectorAll('" + selector + "').length").asInt();
    }

    private static String evaluate(BrowserPage page, String expression) throws Exception {
        return page.evaluate(expression).asText();
    }
}
