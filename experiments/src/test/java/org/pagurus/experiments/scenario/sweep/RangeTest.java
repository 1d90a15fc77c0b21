package org.pagurus.experiments.scenario.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.experiments.option.ByteSize;

class RangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10MiB/s | 40MiB/s | 4 | LINEAR | 10MiB/s, 20MiB/s, 30MiB/s, 40MiB/s",
                "1MB/s | 1000MB/s | 4 | LOG | 1MB/s, 10MB/s, 100MB/s, 1GB/s",
                "1MB/s | 2MB/s | 3 | LOG | 1MB/s, 1414KB/s, 2MB/s",
                "64MiB | 1GiB | 3 | LINEAR | 64MiB, 544MiB, 1GiB",
                "100ms | 1s | 4 | LINEAR | 100ms, 400ms, 700ms, 1s",
                "1ms | 100ms | 3 | LOG | 1ms, 10ms, 100ms",
                "1 | 10 | 4 | LINEAR | 1, 4, 7, 10",
                "1 | 10 | 3 | LINEAR | 1, 6, 10",
                "0.5 | 1 | 3 | LINEAR | 0.5, 0.75, 1",
                "0.001 | 0.01 | 3 | LOG | 0.001, 0.00316228, 0.01",
                "1% | 2% | 3 | LINEAR | 1%, 1.5%, 2%",
                "0% | 1% | 2 | LINEAR | 0%, 1%",
                "62.5MB | 125MB | 2 | LINEAR | 62500KB, 125MB",
            })
    void valuesLieBetweenTheEnds(String from, String to, int steps, Scale scale, String values) {
        assertEquals(List.of(values.split(", ")), Range.values(from, to, steps, scale));
    }

    /** Guests have whole pages. */
    @Test
    void sizesOfWholePagesStaySo() {
        for (String size : Range.values("1MiB", "3GiB", 37, Scale.LOG)) {
            assertEquals(0, ByteSize.parse(size).bytes() % 4096, size);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1MB/s | 2s | 3 | LINEAR | expected from and to in units of one kind but found 1MB/s and 2s",
                "2MB/s | 1MB/s | 3 | LINEAR | expected from to be less than to but found 2MB/s and 1MB/s",
                "0 | 8 | 3 | LOG | expected from above 0 with scale log but found 0",
                "fast | 8 | 3 | LINEAR | expected a number, share, size, rate or time but found fast",
                "-1 | 8 | 3 | LINEAR | expected a number, share, size, rate or time but found -1",
                "1 | 3 | 9 | LINEAR | expected 9 steps that differ but found 3 from 1 to 3",
            })
    void refusesWhatIsNoRange(String from, String to, int steps, Scale scale, String error) {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class, () -> Range.values(from, to, steps, scale));
        assertEquals(error, e.getMessage());
    }
}
