package org.pagurus.experiments.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "4096, 4096",
        "17B, 17",
        "1KiB, 1024",
        "200MiB, 209715200",
        "1GiB, 1073741824",
        "2TiB, 2199023255552",
        "1KB, 1000",
        "125MB, 125000000",
        "1.5GB, 1500000000",
        "0.5KiB, 512",
        "1gib, 1073741824",
        "9223372036854775807, 9223372036854775807"
    })
    void readsSizes(String text, long bytes) {
        assertEquals(bytes, ByteSize.parse(text).bytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MiB",
                "-1",
                "+1",
                "1 MiB",
                "1M",
                "1XB",
                "1,5GB",
                "1e9",
                "0x10",
                "1.",
                ".5",
                "1.0001KB",
                "0.5",
                "9223372036854775808",
                "8388608TiB",
                "99999999999999999999999999"
            })
    void refusesAnythingElse(String text) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(text));
        String expected = "expected a size such as 4096, 200MiB or 1GB, found '" + text + "'";
        assertEquals(expected, refused.getMessage().split(", which", 2)[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "4096, 4KiB",
        "1000, 1KB",
        "1025, 1025",
        "1073741824, 1GiB",
        "1536MiB, 1536MiB",
        "125MB, 125MB"
    })
    void printsTheShortestFormThatIsRead(String text, String printed) {
        ByteSize size = ByteSize.parse(text);
        assertEquals(printed, size.toString());
        assertEquals(size, ByteSize.parse(size.toString()));
    }
}
