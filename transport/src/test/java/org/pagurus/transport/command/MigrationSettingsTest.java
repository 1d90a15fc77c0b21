package org.pagurus.transport.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.convergence.FixedDowntimes;
import org.pagurus.engine.MigrationOptions;
import org.pagurus.engine.MigrationOptions.Verification;

class MigrationSettingsTest {
    private static final long MEMORY_BYTES = 64L << 20;

    @ParameterizedTest
    @CsvSource({
        "adaptive, 1, 0",
        "cbc, 64, 67108864",
        "fixed:raw, 8, 4096",
        "fixed:zstd-fast, 2, 1",
    })
    void acceptsCompressionWithinItsLimits(
            String selector, int compressionThreads, long deltaCacheBytes) {
        MigrationSettings settings = settings(selector, compressionThreads, deltaCacheBytes);
        assertEquals(2, options(settings).streams());
        assertEquals(selector, settings.selectorKind().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fixed | 1 | 0 | selector: expected adaptive, cbc, none or fixed:CODEC",
                "'' | 1 | 0 | selector: expected adaptive, cbc, none or fixed:CODEC",
                "fixed:zip | 1 | 0 | selector: expected adaptive, cbc, none or fixed:CODEC",
                "cbc | 0 | 0 | compressionThreads must be 1 to 64 but is 0",
                "cbc | 65 | 0 | compressionThreads must be 1 to 64 but is 65",
                "cbc | 1 | -1 | deltaCacheBytes must be 0 to the guest's memory of 67108864 but is -1",
                "cbc | 1 | 67108865 | deltaCacheBytes must be 0 to the guest's memory of 67108864 but is 67108865",
            })
    void refusesOtherCompressionAndNamesTheField(
            String selector, int compressionThreads, long deltaCacheBytes, String message) {
        MigrationSettings settings = settings(selector, compressionThreads, deltaCacheBytes);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> options(settings));
        assertEquals(message, e.getMessage().substring(0, message.length()));
    }

    @Test
    void refusesALinkRateBelowZero() {
        MigrationSettings settings =
                new MigrationSettings(
                        2, "xen", 1, 1, 0, 1, 1, Verification.DIGEST, -1, "cbc", 1, 0, 0);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> options(settings));
        assertEquals("linkRateBytesPerSecond must be 0 or more but is -1", e.getMessage());
    }

    private static MigrationOptions options(MigrationSettings settings) {
        return settings.toOptions(FixedDowntimes.STARTING_VALUES, MEMORY_BYTES);
    }

    private static MigrationSettings settings(
            String selector, int compressionThreads, long deltaCacheBytes) {
        return new MigrationSettings(
                2,
                "xen",
                1,
                1,
                0,
                1,
                1,
                Verification.DIGEST,
                0,
                selector,
                compressionThreads,
                deltaCacheBytes,
                0);
    }
}
