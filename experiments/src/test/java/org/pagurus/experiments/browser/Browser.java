package org.pagurus.experiments.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A headless Chromium with a profile of its own, driven over the DevTools protocol. Closing it ends
 * its processes and removes the profile.
 */
public final class Browser implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");

    private static final String LISTENING = "DevTools listening on ";

    /** For its start and its end. */
    private static final int LIMIT_SECONDS = 60;

    private final Process process;
    private final Path profile;
    private final DevTools tools;

    private Browser(Process process, Path profile, DevTools tools) {
        this.process = process;
        this.profile = profile;
        this.tools = tools;
    }

    /** Starts one; where none is installed the test is skipped. */
    public static Browser start() throws Exception {
        Optional<Path> program = find();
        Assumptions.assumeTrue(program.isPresent(), "no Chromium on the PATH: looked for " + NAMES);
        Path profile = Files.createTempDirectory("pagurus-browser-");
        Process process =
                new ProcessBuilder(
                                program.orElseThrow().toString(),
                                "--headless=new",
                                "--no-sandbox", // it would not start as root
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--disable-quic",
                                "--hide-scrollbars",
                                "--user-data-dir=" + profile,
                                "--remote-debugging-port=0",
                                "about:blank")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            URI address = address(process).get(LIMIT_SECONDS, TimeUnit.SECONDS);
            return new Browser(process, profile, DevTools.connect(address));
        } catch (Exception | AssertionError e) {
            end(process);
            remove(profile);
            throw e;
        }
    }

    private static Optional<Path> find() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Where it listens, which it says on its error output. That is read to its end. */
    private static CompletableFuture<URI> address(Process process) {
        CompletableFuture<URI> address = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            StringBuilder said = new StringBuilder();
                            try (BufferedReader lines =
                                    new BufferedReader(
                                            new InputStreamReader(
                                                    process.getErrorStream(),
                                                    StandardCharsets.UTF_8))) {
                                for (String line; (line = lines.readLine()) != null; ) {
                                    if (line.startsWith(LISTENING)) {
                                        address.complete(
                                                URI.create(line.substring(LISTENING.length())));
                                    } else if (!address.isDone()) {
                                        said.append(line).append('\n');
                                    }
                                }
                            } catch (IOException e) {
                                said.append(e);
                            }
                            address.completeExceptionally(
                                    new IOException("Chromium ended: " + said));
                        });
        return address;
    }

    /**
     * Opens a page and waits until it is loaded.
     *
     * @param look its size and colours from the start
     */
    public BrowserPage open(URI address, Look look) throws Exception {
        // Each page has storage of its own: no test finds what another left.
        JsonNode context = tools.call(null, "Target.createBrowserContext", DevTools.parameters());
        ObjectNode create = DevTools.parameters().put("url", "about:blank");
        create.set("browserContextId", context.path("browserContextId"));
        String target = tools.call(null, "Target.createTarget", create).path("targetId").asText();
        ObjectNode attach = DevTools.parameters().put("targetId", target).put("flatten", true);
        String session =
                tools.call(null, "Target.attachToTarget", attach).path("sessionId").asText();
        BrowserPage page = new BrowserPage(tools, session);
        page.look(look);
        page.load(address);
        return page;
    }

    @Override
    public void close() throws IOException {
        tools.close();
        end(process);
        remove(profile);
    }

    private static void end(Process process) {
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle handle : all) {
            handle.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
