package org.pagurus.experiments.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.select.Coding;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.experiments.option.ByteSize;
import org.pagurus.experiments.option.MigrationDefaults;
import org.pagurus.transport.command.MigrationSettings;
import picocli.CommandLine.Option;

/** How pages are made smaller on their way. */
final class CompressionOptions {
    private static final int LEAST_DEFAULT_THREADS = MigrationDefaults.LEAST_THREADS;
    private static final int MOST_DEFAULT_THREADS = 8;

    @Option(
            names = "--selector",
            paramLabel = "SELECTOR",
            completionCandidates = Selectors.class,
            description =
                    "How each page is encoded: adaptive takes what is delivered soonest on the link"
                            + " as it is now, cbc goes by three classes of pages, none sends every"
                            + " page in full, those of zeros too, fixed:CODEC takes one for all. One"
                            + " of ${COMPLETION-CANDIDATES}"
                            + Shown.DEFAULT)
    private SelectorKind selector = MigrationDefaults.SELECTOR;

    @Option(
            names = "--compression-threads",
            paramLabel = "N",
            description =
                    "Threads that encode pages, 1 to "
                            + MigrationSettings.MAX_COMPRESSION_THREADS
                            + "; each works on one stream at a time (default: half of the"
                            + " processors, "
                            + LEAST_DEFAULT_THREADS
                            + " to "
                            + MOST_DEFAULT_THREADS
                            + ").")
    private @Nullable Integer threads;

    @Option(
            names = "--delta-cache",
            paramLabel = "SIZE",
            description =
                    "Memory at the source for the versions of pages sent last, which pages sent"
                            + " again are compared with; 0 for none, up to the guest's memory"
                            + " (default: 512MiB, or the guest's memory).")
    private @Nullable ByteSize deltaCache;

    void check() throws CommandException {
        CommandException.expect(
                threads() >= 1 && threads() <= MigrationSettings.MAX_COMPRESSION_THREADS,
                "--compression-threads",
                "1 to " + MigrationSettings.MAX_COMPRESSION_THREADS,
                threads());
    }

    String selector() {
        return selector.toString();
    }

    int threads() {
        return threads == null ? defaultThreads() : threads;
    }

    /** The size for a guest of this much memory. */
    long deltaCacheBytes(long guestMemoryBytes) throws CommandException {
        if (deltaCache == null) {
            return MigrationDefaults.deltaCacheBytes(guestMemoryBytes);
        }
        CommandException.expect(
                deltaCache.bytes() <= guestMemoryBytes,
                "--delta-cache",
                "0 to the guest's memory of " + new ByteSize(guestMemoryBytes),
                deltaCache);
        return deltaCache.bytes();
    }

    /** All that there are, as {@link SelectorKind#parse} reads them. */
    static final class Selectors implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(
                            Stream.of("adaptive", "cbc", "none"),
                            Arrays.stream(Coding.values()).map(coding -> "fixed:" + coding.label()))
                    .iterator();
        }
    }

    private static int defaultThreads() {
        int half = Runtime.getRuntime().availableProcessors() / 2;
        return Math.clamp(half, LEAST_DEFAULT_THREADS, MOST_DEFAULT_THREADS);
    }
}
