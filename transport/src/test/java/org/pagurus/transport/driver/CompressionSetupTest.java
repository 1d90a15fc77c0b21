package org.pagurus.transport.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.LinkRateLimit;

class CompressionSetupTest {
    private static final long MIB = 1 << 20;
    private static final long CACHE_BYTES = 64 * MIB;

    @ParameterizedTest
    @ValueSource(strings = {"fixed:raw", "none"})
    void rawNeedsNoThreads(String kind) {
        CompressionSetup setup =
                CompressionSetup.of(
                        SelectorKind.parse(kind), 2, CACHE_BYTES, 1, MIB, LinkRateLimit.UNLIMITED);
        assertNull(setup.encoders());
        assertEquals(0, setup.compression().versionLimitBytes());
        assertEquals(0, setup.compression().windowLog());
    }

    @ParameterizedTest
    @CsvSource({
        "adaptive, true, true",
        "cbc, false, false",
        "fixed:lz4, false, false",
        "fixed:window, false, true",
        "fixed:xbzrle, true, false",
        "fixed:prefix, true, false"
    })
    void keepsVersionsAndAWindowWhereTheyAreUsed(String kind, boolean versions, boolean window) {
        try (CompressionSetup setup = of(kind, 4, 1024 * MIB)) {
            Compression compression = setup.compression();
            assertEquals(versions ? CACHE_BYTES : 0, compression.versionLimitBytes());
            assertEquals(window ? 27 : 0, compression.windowLog());
            assertEquals(1, compression.windowLevel().getAsInt()); // no link was seen yet
            assertNotNull(compression.selectors().get());
            assertTrue(compression.time().startNs() <= System.nanoTime());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 4096, 20",
        "1, 1048576, 20",
        "1, 1048577, 21",
        "2, 2097152, 20",
        "3, 4194304, 21",
        "4, 67108864, 24",
        "1, 134217728, 27",
        "1, 68719476736, 27"
    })
    void theWindowCoversAStreamsPagesWithinLimits(int streams, long memoryBytes, int log) {
        try (CompressionSetup setup = of("fixed:window", streams, memoryBytes)) {
            assertEquals(log, setup.compression().windowLog());
        }
    }

    @Test
    void encodersAreDaemonsUntilItIsClosed() throws Exception {
        CompressionSetup setup = of("fixed:lz4", 1, MIB);
        Executor encoders = setup.encoders();
        assertNotNull(encoders);
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        encoders.execute(() -> thread.complete(Thread.currentThread()));
        assertTrue(thread.get().isDaemon());
        setup.close();
        thread.get().join(10_000);
        assertThrows(RejectedExecutionException.class, () -> encoders.execute(() -> {}));
        assertTrue(!thread.get().isAlive());
    }

    private static CompressionSetup of(String kind, int streams, long memoryBytes) {
        return CompressionSetup.of(
                SelectorKind.parse(kind),
                2,
                CACHE_BYTES,
                streams,
                memoryBytes,
                LinkRateLimit.UNLIMITED);
    }
}
