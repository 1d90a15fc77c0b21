package org.pagurus.experiments.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7411, 127.0.0.1, 7411",
        "localhost:0, localhost, 0",
        "host-a.example:65535, host-a.example, 65535",
        "[::1]:7411, ::1, 7411"
    })
    void readsAddresses(String text, String host, int port) {
        HostPort read = HostPort.parse(text);
        assertEquals(new HostPort(host, port), read);
        assertEquals(text, read.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "host", "host:", ":7411", "host:port", "a b:1", "::1:7411", "host:1:2"})
    void refusesAnythingElse(String text) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text));
        assertEquals(
                "expected HOST:PORT such as 127.0.0.1:7411, found '" + text + "'",
                refused.getMessage());
    }

    @Test
    void refusesAPortThatIsNone() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> HostPort.parse("host:65536"));
        assertEquals("expected a port of 0 to 65535, found 65536", refused.getMessage());
    }

    @Test
    void looksTheHostUp() {
        assertTrue(HostPort.parse("127.0.0.1:1").toAddress().getAddress().isLoopbackAddress());
    }
}
