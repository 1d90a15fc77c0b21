package org.pagurus.experiments.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A connection that speaks the DevTools protocol: calls with answers, and events. */
final class DevTools implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** For an answer. */
    private static final int LIMIT_SECONDS = 60;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<String, JsonNode>> listeners = new ConcurrentHashMap<>();
    private @Nullable WebSocket socket;

    private DevTools() {}

    static DevTools connect(URI address) throws Exception {
        DevTools tools = new DevTools();
        tools.socket =
                tools.client
                        .newWebSocketBuilder()
                        .buildAsync(address, tools.new Messages())
                        .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return tools;
    }

    static ObjectNode parameters() {
        return JSON.createObjectNode();
    }

    /** Hears a session's events, each with its method and parameters, on the client's thread. */
    void listen(String session, BiConsumer<String, JsonNode> listener) {
        listeners.put(session, listener);
    }

    /**
     * Calls a method and waits for its result.
     *
     * @param session of a page; none for the browser itself
     */
    synchronized JsonNode call(@Nullable String session, String method, ObjectNode parameters)
            throws Exception {
        int id = ids.incrementAndGet();
        ObjectNode call = JSON.createObjectNode().put("id", id).put("method", method);
        if (session != null) {
            call.put("sessionId", session);
        }
        call.set("params", parameters);
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        calls.put(id, answer);
        open().sendText(call.toString(), true).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        JsonNode message = answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (message.has("error")) {
            throw new IOException(method + ": " + message.path("error"));
        }
        return message.path("result");
    }

    private WebSocket open() throws IOException {
        WebSocket open = socket;
        if (open == null) {
            throw new IOException("expected a connection, found none");
        }
        return open;
    }

    @Override
    public void close() {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
        client.close();
    }

    /** Puts messages together from their parts, and gives them to whom they are for. */
    private final class Messages implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                receive(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            calls.values().forEach(call -> call.completeExceptionally(error));
        }
    }

    private void receive(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (message.has("id")) {
            CompletableFuture<JsonNode> call = calls.remove(message.path("id").asInt());
            if (call != null) {
                call.complete(message);
            }
            return;
        }
        BiConsumer<String, JsonNode> listener = listeners.get(message.path("sessionId").asText());
        if (listener != null) {
            listener.accept(message.path("method").asText(), message.path("params"));
        }
    }
}
