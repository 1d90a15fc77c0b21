package org.pagurus.experiments.demo.network;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Network namespaces as tests look at them. */
public final class TestNamespaces {
    private static final Path DIRECTORY = Path.of("/run/netns");

    private TestNamespaces() {}

    /** Skips the test with the reason where namespaces can't be made. */
    public static void assumeAvailable() {
        String missing = NamespaceSupport.missing().orElseGet(TestNamespaces::tryOne);
        assumeTrue(missing.isEmpty(), () -> "network namespaces: " + missing);
    }

    /** Those that this process has made and not removed. */
    public static List<String> of(long process) throws IOException {
        if (!Files.isDirectory(DIRECTORY)) {
            return List.of();
        }
        try (Stream<Path> names = Files.list(DIRECTORY)) {
            return names.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("pagurus-" + process + "-"))
                    .sorted()
                    .toList();
        }
    }

    private static String tryOne() {
        String name = "pagurus-" + ProcessHandle.current().pid() + "-0-trial";
        try {
            Tool.run("ip netns add " + name);
            Tool.run("ip netns delete " + name);
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
