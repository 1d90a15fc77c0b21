package org.pagurus.experiments.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Files that scenarios name: calibrations and traces. */
final class NamedFiles {
    /** A calibration is far smaller. */
    private static final long MAX_READ_BYTES = 16 << 20;

    private static final int DIGEST_CHARS = 16;

    private NamedFiles() {}

    /**
     * Tells contents apart: of a file by its bytes, of a directory, or a large file, by the names
     * and sizes of its files. What can't be read has a digest too, which nothing else has.
     */
    static String digest(Path path) {
        try {
            if (Files.isRegularFile(path) && Files.size(path) <= MAX_READ_BYTES) {
                return hash(Files.readAllBytes(path));
            }
            return hash(listing(path).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return "unreadable";
        }
    }

    private static String listing(Path path) throws IOException {
        StringBuilder listing = new StringBuilder();
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
            for (Path file : sorted) {
                listing.append(path.relativize(file)).append(' ').append(Files.size(file));
                listing.append('\n');
            }
        }
        return listing.toString();
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
