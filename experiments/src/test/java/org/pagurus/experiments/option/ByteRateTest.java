package org.pagurus.experiments.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRateTest {
    @ParameterizedTest
    @CsvSource({"125MB, 125000000", "125MB/s, 125000000", "50MiB/s, 52428800", "0, 0"})
    void readsRates(String text, long bytesPerSecond) {
        assertEquals(bytesPerSecond, ByteRate.parse(text).bytesPerSecond());
    }

    @Test
    void namesWhatItFound() {
        assertEquals(
                "expected bytes per second such as 125MB or 50MiB/s, found '1Gbit/s'",
                assertThrows(IllegalArgumentException.class, () -> ByteRate.parse("1Gbit/s"))
                        .getMessage());
    }

    @Test
    void printsAsItReads() {
        assertEquals("50MiB/s", ByteRate.parse("50MiB").toString());
    }
}
