package org.pagurus.experiments.demo.network;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import org.pagurus.transport.net.linux.NetworkNamespace;

/** Namespaces of demos that were killed before they could remove them. */
final class Leftovers {
    private Leftovers() {}

    /** Removes all whose process is gone. */
    static void remove() throws IOException {
        if (Files.isDirectory(NetworkNamespace.DIRECTORY)) {
            for (String namespace : find(NetworkNamespace.DIRECTORY, Leftovers::lives)) {
                Tool.run("ip netns delete " + namespace);
            }
        }
    }

    /** The namespaces in a directory that are ours by name and whose process does not live. */
    static List<String> find(Path directory, LongPredicate lives) throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "pagurus-*")) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                OptionalLong process = NamespaceNames.processOf(name);
                if (process.isPresent() && !lives.test(process.getAsLong())) {
                    found.add(name);
                }
            }
        }
        return found;
    }

    private static boolean lives(long process) {
        return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent();
    }
}
