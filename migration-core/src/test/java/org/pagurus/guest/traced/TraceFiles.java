package org.pagurus.guest.traced;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.pagurus.memory.Page;

/** The cut in the test resources, and copies of it that tests break. */
final class TraceFiles {
    static final Path TRACES = Path.of("src/test/resources/traces");
    static final Path CUT = TRACES.resolve("redis-cut");

    private static final ObjectMapper JSON = new ObjectMapper();

    private TraceFiles() {}

    static Path copyCut(Path parent) throws IOException {
        Path copy = Files.createDirectories(parent.resolve("redis-cut"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(CUT)) {
            for (Path file : files) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    static void editJson(Path trace, Consumer<ObjectNode> edit) throws IOException {
        Path path = trace.resolve("trace.json");
        ObjectNode root = (ObjectNode) JSON.readTree(path.toFile());
        edit.accept(root);
        JSON.writeValue(path.toFile(), root);
    }

    static ObjectNode interval(ObjectNode root, int index) {
        return (ObjectNode) root.path("intervals").path(index);
    }

    /**
     * Replaces the first interval by these bytes, compressed, as if they were {@code pages} pages.
     */
    static void replaceFirstInterval(Path trace, byte[] records, int pages) throws IOException {
        byte[] compressed = Zstd.compress(records);
        Files.write(trace.resolve("interval-01.pages.zst"), compressed);
        editJson(
                trace,
                root ->
                        interval(root, 0)
                                .put("compressed_bytes", compressed.length)
                                .put("pages_changed", pages));
    }

    /** Records of pages whose content is all zero. */
    static byte[] records(int... pages) {
        ByteBuffer records =
                ByteBuffer.allocate(pages.length * (4 + Page.SIZE_BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (int page : pages) {
            records.putInt(page).put(new byte[Page.SIZE_BYTES]);
        }
        return records.array();
    }
}
