package org.pagurus.experiments.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A page that is open, with all that went wrong in it and all that it asked the network for. */
public final class BrowserPage {
    private static final int LIMIT_SECONDS = 60;

    private final DevTools tools;
    private final String session;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<URI> requests = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<Void>> loads = new ConcurrentHashMap<>();

    BrowserPage(DevTools tools, String session) throws Exception {
        this.tools = tools;
        this.session = session;
        tools.listen(session, this::event);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", DevTools.parameters());
        }
        call("Page.setLifecycleEventsEnabled", DevTools.parameters().put("enabled", true));
    }

    private void event(String method, JsonNode about) {
        switch (method) {
            case "Page.lifecycleEvent" -> {
                if (about.path("name").asText().equals("load")) {
                    load(about.path("loaderId").asText()).complete(null);
                }
            }
            case "Runtime.exceptionThrown" -> errors.add(about.path("exceptionDetails").toString());
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "warning", "assert").contains(about.path("type").asText())) {
                    errors.add("console: " + about.path("args"));
                }
            }
            case "Log.entryAdded" -> {
                JsonNode entry = about.path("entry");
                if (List.of("error", "warning").contains(entry.path("level").asText())) {
                    errors.add("log: " + entry.path("text") + " " + entry.path("url"));
                }
            }
            case "Network.requestWillBeSent" -> request(about.path("request").path("url").asText());
            default -> {
                // nothing that a test looks at
            }
        }
    }

    /** An address that carries its own data asks for nothing. */
    private void request(String address) {
        if (!address.startsWith("data:") && !address.startsWith("blob:")) {
            requests.add(URI.create(address));
        }
    }

    void load(URI address) throws Exception {
        JsonNode navigated =
                call("Page.navigate", DevTools.parameters().put("url", address.toString()));
        load(navigated.path("loaderId").asText()).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Of one document: the event may come before the answer that names it. */
    private CompletableFuture<Void> load(String loaderId) {
        return loads.computeIfAbsent(loaderId, id -> new CompletableFuture<>());
    }

    /** Changes how it is shown. */
    public void look(Look look) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                DevTools.parameters()
                        .put("width", look.widthPixels())
                        .put("height", look.heightPixels())
                        .put("deviceScaleFactor", 1)
                        .put("mobile", look.widthPixels() < 600));
        ObjectNode media = DevTools.parameters().put("media", look.print() ? "print" : "");
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", look.dark() ? "dark" : "light");
        call("Emulation.setEmulatedMedia", media);
    }

    /**
     * What a JavaScript expression gives, a promise's value too.
     *
     * @throws IOException when it throws
     */
    public JsonNode evaluate(String expression) throws Exception {
        JsonNode result =
                call(
                        "Runtime.evaluate",
                        DevTools.parameters()
                                .put("expression", expression)
                                .put("awaitPromise", true)
                                .put("returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Waits until an expression holds, looking before each frame that is drawn. */
    public void waitFor(String expression) throws Exception {
        JsonNode held =
                evaluate(
                        """
                        new Promise(done => {
                            const end = performance.now() + %d;
                            const look = () => {
                                if (%s) done(true);
                                else if (performance.now() > end) done(false);
                                else requestAnimationFrame(look);
                            };
                            look();
                        })"""
                                .formatted(LIMIT_SECONDS * 500, expression));
        if (!held.asBoolean()) {
            throw new AssertionError("expected in time: " + expression + "; errors: " + errors);
        }
    }

    /** Presses and releases a key, named as in the browser's events: {@code Tab}, {@code Enter}. */
    public void press(String key) throws Exception {
        for (String type : List.of("keyDown", "keyUp")) {
            ObjectNode event = DevTools.parameters().put("type", type).put("key", key);
            event.put("code", key).put("windowsVirtualKeyCode", code(key));
            if (key.equals("Enter") && type.equals("keyDown")) {
                event.put("text", "\r");
            }
            call("Input.dispatchKeyEvent", event);
        }
    }

    private static int code(String key) {
        return switch (key) {
            case "Tab" -> 9;
            case "Enter" -> 13;
            case "Escape" -> 27;
            case "ArrowLeft" -> 37;
            case "ArrowUp" -> 38;
            case "ArrowRight" -> 39;
            case "ArrowDown" -> 40;
            default ->
                    throw new IllegalArgumentException("key: expected a known one, found " + key);
        };
    }

    /** All of the page, not only what the window shows, as a PNG. */
    public void screenshot(Path file) throws Exception {
        JsonNode size = call("Page.getLayoutMetrics", DevTools.parameters()).path("cssContentSize");
        ObjectNode parameters = DevTools.parameters().put("captureBeyondViewport", true);
        parameters
                .putObject("clip")
                .put("x", 0)
                .put("y", 0)
                .put("width", size.path("width").asDouble())
                .put("height", size.path("height").asDouble())
                .put("scale", 1);
        JsonNode picture = call("Page.captureScreenshot", parameters);
        Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
    }

    /** Exceptions, and what was written to the console as an error or a warning. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /** All that was asked for, the page itself included. */
    public List<URI> requests() {
        return List.copyOf(requests);
    }

    private JsonNode call(String method, ObjectNode parameters) throws Exception {
        return tools.call(session, method, parameters);
    }
}
