package org.pagurus.experiments.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.experiments.web.LiveFrame.Phase;

/** The demo with a page, as what looks at it is told. */
@Timeout(180)
class WebDemoTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data: ";
    private static final long PAGES = 32_768;

    @TempDir private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void theGuestMovesWhenSomebodyLooksAndBackWhenTheButtonIsPressed() throws Exception {
        Path json = directory.resolve("report.json");
        try (WebDemo demo =
                WebDemo.start(
                        "--dirty-rate",
                        "4MiB",
                        "--working-set",
                        "8MiB",
                        "--link-rate",
                        "40MB",
                        "--selector",
                        "none",
                        "--json",
                        json.toString())) {
            URI address = demo.address();
            try (Stream<String> lines = events(address)) {
                Iterator<JsonNode> frames = frames(lines);
                JsonNode first = await(frames, frame -> frame.get("migration").has("number"));
                assertEquals(0, first.get("place").asInt());
                assertEquals(409, press(address), "while it is being migrated");

                JsonNode half =
                        await(
                                frames,
                                frame ->
                                        frame.get("pages").has("sent")
                                                && frame.get("pages").get("sent").asLong() > 0
                                                && frame.get("pages").get("pending").asLong() > 0);
                assertEquals(PAGES, pages(half));
                assertEquals(0, half.get("place").asInt());

                JsonNode there = await(frames, WebDemoTest::isReady);
                assertEquals(1, there.get("place").asInt());
                assertEnded(there, 1, 0);
                assertEquals(0, there.get("pages").get("pending").asLong());
                assertEquals(0, there.get("pages").get("dirty").asLong());
                assertTrue(there.get("client").get("around").get("moved").asInt() > 0);
                assertEquals(
                        "completed", JSON.readTree(Files.readString(json)).get("outcome").asText());

                assertEquals(202, press(address));
                await(frames, frame -> frame.get("migration").get("number").asInt() == 2);
                JsonNode back = await(frames, WebDemoTest::isReady);
                assertEquals(0, back.get("place").asInt());
                assertEnded(back, 2, 1);
                assertEquals(0, back.get("client").get("lostWrites").asLong());
                assertTrue(back.get("client").get("failure").isNull());
            }
            demo.await("completed: ");
            demo.await("completed: ");
            demo.end();
        }
    }

    /** It gives up after a few rounds: there is no throttling, and more is dirtied than sent. */
    @Test
    void aMigrationThatFailsIsShownAndTheGuestServesOn() throws Exception {
        try (WebDemo demo =
                WebDemo.start(
                        "--link-rate",
                        "30MB",
                        "--dirty-rate",
                        "200MiB",
                        "--working-set",
                        "64MiB",
                        "--workload",
                        "sequential",
                        "--selector",
                        "none",
                        "--downtime-limit",
                        "50ms",
                        "--max-throttle",
                        "0")) {
            URI address = demo.address();
            try (Stream<String> lines = events(address)) {
                JsonNode ready = await(frames(lines), WebDemoTest::isReady);
                JsonNode ended = ready.get("history").get(0);
                assertEquals("failed", ended.get("outcome").asText());
                assertTrue(ended.get("reason").asText().startsWith("no convergence"));
                assertTrue(ended.get("nothingLost").booleanValue());
                assertEquals(0, ready.get("place").asInt());
            }
            demo.end();
        }
    }

    private static boolean isReady(JsonNode frame) {
        return frame.get("phase").asText().equals(Phase.READY.name());
    }

    private static long pages(JsonNode frame) {
        JsonNode pages = frame.get("pages");
        return Stream.of("pending", "sent", "zero", "delta", "dirty")
                .mapToLong(state -> pages.get(state).asLong())
                .sum();
    }

    private static void assertEnded(JsonNode frame, int number, int from) {
        JsonNode ended = frame.get("history").get(0);
        assertEquals(number, ended.get("number").asInt());
        assertEquals(from, ended.get("from").asInt());
        assertEquals("completed", ended.get("outcome").asText());
        assertTrue(ended.get("nothingLost").booleanValue());
        assertTrue(ended.get("downtimeNs").asLong() > 0);
        assertTrue(ended.get("networkDowntimeNs").asLong() > 0);
        assertEquals(PAGES, pages(frame));
    }

    private Stream<String> events(URI address) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> events =
                http.send(
                        HttpRequest.newBuilder(address.resolve("events")).build(),
                        BodyHandlers.ofLines());
        assertEquals(200, events.statusCode());
        return events.body();
    }

    private static Iterator<JsonNode> frames(Stream<String> lines) {
        return lines.filter(line -> line.startsWith(DATA))
                .map(
                        line -> {
                            try {
                                return JSON.readTree(line.substring(DATA.length()));
                            } catch (IOException e) {
                                throw new IllegalStateException(line, e);
                            }
                        })
                .iterator();
    }

    private static JsonNode await(Iterator<JsonNode> frames, Predicate<JsonNode> wanted) {
        JsonNode frame = frames.next();
        while (!wanted.test(frame)) {
            frame = frames.next();
        }
        return frame;
    }

    private int press(URI address) throws IOException, InterruptedException {
        String origin = address.getScheme() + "://" + address.getAuthority();
        HttpRequest press =
                HttpRequest.newBuilder(address.resolve("migrate"))
                        .header("Origin", origin)
                        .POST(BodyPublishers.noBody())
                        .build();
        return http.send(press, BodyHandlers.ofString()).statusCode();
    }
}
