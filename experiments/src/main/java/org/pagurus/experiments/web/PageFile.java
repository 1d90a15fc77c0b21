package org.pagurus.experiments.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of the page.
 *
 * @param path where a browser finds it
 * @param type of its content
 */
record PageFile(String path, String type, byte[] content) {
    /** All of them, by path. */
    static final Map<String, PageFile> ALL =
            Stream.of(
                            read("/", "live.html", "text/html; charset=utf-8"),
                            read("/live.css", "live.css", "text/css; charset=utf-8"),
                            read("/live.js", "live.js", "text/javascript; charset=utf-8"),
                            read("/charts.js", "charts.js", "text/javascript; charset=utf-8"),
                            read("/crab.svg", "crab.svg", "image/svg+xml"))
                    .collect(Collectors.toUnmodifiableMap(PageFile::path, file -> file));

    private static PageFile read(String path, String resource, String type) {
        try (InputStream in = PageFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return new PageFile(path, type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
