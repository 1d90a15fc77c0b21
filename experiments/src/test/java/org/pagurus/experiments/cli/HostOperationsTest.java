package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon in a process of its own, as an operator watches and stops it. */
@Timeout(120)
class HostOperationsTest {
    private static final String[] OPTIONS = {
        "--no-rehearsal",
        "--memory-limit",
        "256MiB",
        "--metrics",
        "127.0.0.1:0",
        "--log-format",
        "json",
        "--allow-host",
        "host-a.example,host-b.example",
        "--allow-operator",
        "ada"
    };

    @TempDir private Path pki;

    @BeforeEach
    void makeCertificates() {
        TlsHostProcess.makeCertificates(pki);
    }

    @Test
    void showsItsMetricsAndItsHealth() throws Exception {
        try (TlsHostProcess host = TlsHostProcess.start(pki, "host-a.example", OPTIONS)) {
            String metrics = host.nextLine("metrics on ");
            ask("guest start crab --memory 16MiB", host);
            assertEquals("{\"live\":true,\"ready\":true}\n", get(metrics, "/health").body());
            CommandLineRun.of("guest", "status", "--host", host.address()); // without TLS
            String text = get(metrics, "/metrics").body();
            for (String line :
                    List.of(
                            "pagurus_guests{place=\"running\"} 1.0",
                            "pagurus_guests_memory_bytes 1.6777216E7",
                            "pagurus_guests_memory_limit_bytes 2.68435456E8",
                            "pagurus_connections{state=\"served\"} 0.0",
                            "pagurus_connections_refused_total{kind=\"tls\"} 1.0",
                            "pagurus_migrations_active{direction=\"out\"} 0.0",
                            "pagurus_migrations_out_total{outcome=\"completed\"} 0.0",
                            "pagurus_migrations_in_total{outcome=\"arrived\"} 0.0",
                            "pagurus_migrations_sent_bytes_total 0.0",
                            "pagurus_migrations_downtime_seconds_count 0")) {
                assertTrue(text.contains(line), () -> line + " is not in\n" + text);
            }
            assertEquals(404, get(metrics, "/").statusCode());
            assertEquals(405, post(metrics, "/metrics"));
        }
    }

    @Test
    void aStoppedDaemonMovesNothingAndSaysWhatIsOpen() throws Exception {
        try (TlsHostProcess destination = TlsHostProcess.start(pki, "host-b.example", OPTIONS)) {
            CompletableFuture<CommandLineRun> migrated;
            TlsHostProcess source = TlsHostProcess.start(pki, "host-a.example", OPTIONS);
            try (source) {
                ask("guest start crab --memory 64MiB --contents random=100", source);
                ask("guest start lobster --memory 16MiB", source);
                migrated =
                        CompletableFuture.supplyAsync(
                                () ->
                                        ask(
                                                "migrate crab --selector fixed:raw --link-rate 1MiB --to "
                                                        + destination.address(),
                                                source));
                for (int tries = 0;
                        !ask("guest status", destination).out().contains("incoming");
                        tries++) {
                    assertTrue(tries < 1000, "no guest comes");
                    TimeUnit.MILLISECONDS.sleep(10);
                }
            }
            CommandLineRun run = migrated.get(30, TimeUnit.SECONDS);
            assertTrue(
                    run.status() == ExitCode.CANCELLED.status()
                            || run.status() == ExitCode.UNREACHABLE.status(),
                    run::toString);
            List<JsonNode> log = json(source.log());
            assertLogged(log, "migration cancelled: the source's daemon was told to stop");
            assertLogged(log, "stops with guests [crab, lobster], whose memory ends");
            assertEquals("no guests\n", ask("guest status", destination).out());
        }
    }

    @Test
    void aRefusedPeerIsOneJsonLineWithItsAddressAndKind() throws Exception {
        try (TlsHostProcess host = TlsHostProcess.start(pki, "host-a.example", OPTIONS)) {
            CommandLineRun.of("guest", "status", "--host", host.address());
            JsonNode line = awaitRefusal(host);
            assertEquals("WARN", line.get("level").asText());
            assertTrue(line.get("kvpList").toString().contains("\"TLS\""), line::toString);
            assertTrue(line.get("kvpList").toString().contains("127.0.0.1"), line::toString);
        }
    }

    /** The line may be written after the refused peer knows. */
    private static JsonNode awaitRefusal(TlsHostProcess host) throws Exception {
        for (int tries = 0; tries < 1000; tries++) {
            for (JsonNode line : json(host.log())) {
                if (line.path("formattedMessage").asText().contains("refused")) {
                    return line;
                }
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("no refusal in the log: " + host.log());
    }

    private static List<JsonNode> json(String log) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        ObjectMapper mapper = new ObjectMapper();
        String whole = log.substring(0, log.lastIndexOf('\n') + 1); // it may be written right now
        for (String line : whole.lines().filter(l -> l.startsWith("{")).toList()) {
            lines.add(mapper.readTree(line));
        }
        return lines;
    }

    private static void assertLogged(List<JsonNode> log, String message) {
        assertTrue(
                log.stream().anyMatch(l -> l.path("formattedMessage").asText().contains(message)),
                () -> message + " is not in " + log);
    }

    private static HttpResponse<String> get(String at, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://" + at + path)).build(),
                    BodyHandlers.ofString());
        }
    }

    private static int post(String at, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://" + at + path))
                                    .POST(HttpRequest.BodyPublishers.ofString("x"))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private CommandLineRun ask(String command, TlsHostProcess host) {
        return host.ask(command, "ada");
    }
}
