package org.pagurus.experiments.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.experiments.demo.network.DemoNetwork.Host;
import org.pagurus.experiments.option.HostPort;
import org.pagurus.experiments.web.LiveFrame.Phase;

@Timeout(60)
class LiveServerTest {
    private static final int LIMIT_MS = 20_000;

    private final LiveDemo demo = new LiveDemos().demo;
    private LiveServer server;
    private String host;

    @BeforeEach
    void start() throws IOException {
        server = LiveServer.start(HostPort.parse("127.0.0.1:0"), demo);
        host = "127.0.0.1:" + server.address().getPort();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/live.css, text/css",
        "/live.js, text/javascript",
        "/charts.js, text/javascript",
        "/crab.svg, image/svg+xml"
    })
    void servesThePageAndNothingFromElsewhere(String path, String type) throws IOException {
        Answer answer = ask("GET " + path, "Host: " + host);
        assertEquals(200, answer.status());
        assertTrue(answer.header("content-type").startsWith(type), answer::toString);
        assertEquals("nosniff", answer.header("x-content-type-options"));
        assertEquals("no-store", answer.header("cache-control"));
        String policy = answer.header("content-security-policy");
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(
                answer.body().replace("http://www.w3.org/2000/svg", "").contains("://"),
                answer::toString);
    }

    @Test
    void theMarkupHasNoCodeOfItsOwn() throws IOException {
        String page = ask("GET /", "Host: " + host).body().toLowerCase(Locale.ROOT);
        assertFalse(page.contains("style="), page);
        assertFalse(page.matches("(?s).*<[^>]* on[a-z]+=.*"), page);
        assertFalse(page.matches("(?s).*<script[^>]*>[^<].*"), page);
        assertTrue(page.contains("aria-live=\"polite\""), page);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /nothing, 404",
        "GET /../live.css, 404",
        "GET /live.java, 404",
        "POST /, 405",
        "POST /events, 405",
        "GET /migrate, 405",
        "HEAD /, 405",
        "NONSENSE, 400"
    })
    void refusesWhatIsNotThere(String request, int status) throws IOException {
        assertEquals(status, ask(request, "Host: " + host).status());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LocalHost:80, 200",
        "127.0.0.1, 200",
        "192.0.2.7:7480, 200",
        "[::1]:7480, 200",
        "evil.example, 403",
        "evil.example:7480, 403",
        "127.0.0.1.evil.example, 403",
        "localhost.evil.example, 403",
        "[evil]:80, 403",
        "'', 403",
        "'a b', 403"
    })
    void aNameOfAnotherSiteIsRefused(String name, int status) throws IOException {
        Answer answer = ask("GET /", "Host: " + name);
        assertEquals(status, answer.status());
        assertEquals(status, ask("GET /crab.svg", "Host: " + name).status());
        if (status == 403) {
            assertTrue(answer.body().startsWith("Host: expected an address"), answer::toString);
        }
    }

    @Test
    void whoeverServesItByANameCanUseThat() throws IOException {
        try (LiveServer named = LiveServer.start(HostPort.parse("localhost:0"), demo)) {
            assertTrue(named.address().getAddress().isLoopbackAddress());
        }
        RequestGuard guard = new RequestGuard("Demo.example");
        HttpHeaders headers = new DefaultHttpHeaders();
        assertTrue(guard.refusal(headers.set("Host", "demo.example:80")).isEmpty());
        assertTrue(guard.refusal(headers.set("Host", "other.example:80")).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: */*",
                "Origin: null",
                "Origin: http://evil.example",
                "Origin: https://HOST",
                "Origin: http://localhost"
            })
    void onlyThisPageCanPressTheButton(String header) throws IOException {
        demo.begins(Host.SOURCE);
        Answer answer = ask("POST /migrate", "Host: " + host, header.replace("HOST", host));
        assertEquals(403, answer.status());
        assertTrue(
                answer.body().startsWith("Origin: expected http://" + host + " but found"),
                answer::toString);
    }

    @Test
    void theButtonSaysWhyItCannotBe() throws IOException {
        Answer answer = press();
        assertEquals(409, answer.status());
        assertEquals("the guest does not run yet; wait a moment\n", answer.body());
        demo.begins(Host.SOURCE);
        assertEquals("the guest is being migrated already; wait for its end\n", press().body());
    }

    @Test
    void aViewerIsToldHowItStandsAgainAndAgain() throws IOException {
        try (Viewer viewer = new Viewer()) {
            JsonNode frame = viewer.frame();
            assertEquals(Phase.STARTING.name(), frame.get("phase").asText());
            assertEquals("10.0.0.2", frame.get("guest").get("address").asText());
            assertEquals("idle", frame.get("guest").get("summary").asText());
            assertTrue(frame.get("pages").isNull());
            demo.begins(Host.SOURCE);
            demo.onTheWay(LiveDemos.pages(10_000));
            while (frame.get("pages").isNull()) {
                frame = viewer.frame();
            }
            assertEquals(10_000, frame.get("pages").get("sent").asLong());
            byte[] cells = Base64.getDecoder().decode(frame.get("pages").get("cells").asText());
            assertEquals(4_096, cells.length);
            assertEquals(2, cells[0]);
            assertEquals(1, cells[4_095]);
            assertEquals(Phase.MIGRATING.name(), frame.get("phase").asText());
        }
    }

    @Test
    void thereAreOnlySoManyViewers() throws IOException {
        List<Viewer> viewers = new ArrayList<>();
        try {
            for (int i = 0; i < Viewers.MAX_VIEWERS; i++) {
                viewers.add(new Viewer());
                viewers.getLast().frame();
            }
            Answer answer = ask("GET /events", "Host: " + host);
            assertEquals(503, answer.status());
            assertEquals("expected at most 8 viewers\n", answer.body());
            viewers.removeLast().close();
            while (ask("GET /events", "Host: " + host).status() != 200) {
                Thread.onSpinWait(); // the server learns of the end in a moment
            }
        } finally {
            for (Viewer viewer : viewers) {
                viewer.close();
            }
        }
    }

    @Test
    void aRequestThatIsTooLongIsRefused() throws IOException {
        assertEquals(400, ask("GET /" + "a".repeat(2_000), "Host: " + host).status());
        assertEquals(400, ask("GET /", "Host: " + host, "X: " + "a".repeat(20_000)).status());
        assertEquals(413, ask("POST /migrate", "Host: " + host, "Content-Length: 100000").status());
    }

    @Test
    void aPortThatIsTakenIsOneLine() {
        IOException e =
                assertThrows(IOException.class, () -> LiveServer.start(HostPort.parse(host), demo));
        assertTrue(e.getMessage().startsWith("cannot serve on " + host + ": "), e::getMessage);
    }

    private Answer press() throws IOException {
        return ask("POST /migrate", "Host: " + host, "Origin: http://" + host);
    }

    private record Answer(int status, List<String> headers, String body) {
        String header(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    /** Asks once; of an answer without an end only the head is read. */
    private Answer ask(String request, String... headers) throws IOException {
        try (Socket socket = connect(request, headers)) {
            BufferedReader in = reader(socket);
            int status = Integer.parseInt(in.readLine().split(" ")[1]);
            List<String> lines = headers(in);
            Answer head = new Answer(status, lines, "");
            if (head.header("transfer-encoding").equals("chunked")) {
                return head;
            }
            char[] body = new char[Integer.parseInt(head.header("content-length"))];
            int length = 0;
            for (int n = 0; n >= 0 && length < body.length; length += Math.max(0, n)) {
                n = in.read(body, length, body.length - length);
            }
            return new Answer(status, lines, new String(body, 0, length));
        }
    }

    private Socket connect(String request, String... headers) throws IOException {
        Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
        socket.setSoTimeout(LIMIT_MS);
        String text = request + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    private static List<String> headers(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** A connection that gets events. */
    private final class Viewer implements AutoCloseable {
        private final Socket socket = connect("GET /events", "Host: " + host);
        private final BufferedReader in = reader(socket);

        Viewer() throws IOException {
            assertTrue(in.readLine().contains(" 200 "));
            String type = new Answer(200, headers(in), "").header("content-type");
            assertEquals("text/event-stream; charset=utf-8", type);
        }

        /** The next one. */
        JsonNode frame() throws IOException {
            try {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.startsWith("data: ")) {
                        return new ObjectMapper().readTree(line.substring("data: ".length()));
                    }
                }
            } catch (SocketTimeoutException e) {
                throw new IOException("no frame came", e);
            }
            throw new IOException("the events ended");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
