package org.pagurus.transport.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.protocol.ProtocolException;

class CommandFramingTest {
    private static final String SETTINGS =
            "{\"streams\":1,\"policy\":\"xen\",\"downtimeLimitNs\":2,\"maxDowntimeLimitNs\":3,"
                    + "\"maxThrottlePercent\":4,\"maxRounds\":5,\"timeLimitNs\":6,"
                    + "\"verify\":\"DIGEST\",\"linkRateBytesPerSecond\":7,"
                    + "\"selector\":\"fixed:lz4\",\"compressionThreads\":8,\"deltaCacheBytes\":9,"
                    + "\"reconnectLimitNs\":10}";

    @Test
    void readsACommand() throws Exception {
        assertEquals(
                new HostRequest.StopGuest("crab"),
                read("{\"command\":\"stopGuest\",\"name\":\"crab\"}"));
        assertEquals(
                new HostRequest.CheckGuest("crab"),
                read("{\"command\":\"checkGuest\",\"name\":\"crab\"}"));
    }

    @Test
    void describesAllGuestsWithoutAName() throws Exception {
        assertEquals(
                new HostRequest.DescribeGuests(null),
                read("{\"command\":\"describeGuests\",\"name\":null}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "[]",
                "{}",
                "{",
                "GET / HTTP/1.0",
                "{\"command\":\"format\"}",
                "{\"command\":null,\"name\":\"crab\"}",
                "{\"command\":\"stopGuest\"}",
                "{\"command\":\"stopGuest\",\"name\":null}",
                "{\"command\":\"stopGuest\",\"name\":7}",
                "{\"command\":\"stopGuest\",\"name\":[\"crab\"]}",
                "{\"command\":\"stopGuest\",\"name\":\"crab\",\"force\":true}",
                "{\"command\":\"stopGuest\",\"name\":\"crab\"} {}",
                "{\"command\":\"cancel\",\"name\":null}",
                "{\"command\":\"startGuest\",\"name\":\"c\",\"kind\":\"k\",\"memoryBytes\":4096.5,"
                        + "\"mac\":\"m\",\"ip\":\"i\",\"configuration\":\"\"}",
                "{\"command\":\"startGuest\",\"name\":\"c\",\"kind\":\"k\",\"memoryBytes\":\"4096\","
                        + "\"mac\":\"m\",\"ip\":\"i\",\"configuration\":\"\"}",
                "{\"command\":\"startGuest\",\"name\":\"c\",\"kind\":\"k\",\"memoryBytes\":4096,"
                        + "\"mac\":\"m\",\"ip\":\"i\",\"configuration\":null}",
                "{\"command\":\"migrate\",\"name\":\"c\",\"host\":\"h\",\"port\":1,\"settings\":null}"
            })
    void refusesWhatIsNoCommandInOneLine(String line) {
        ProtocolException e = assertThrows(ProtocolException.class, () -> read(line));
        assertEquals("command", e.field());
        assertFalse(e.reason().contains("\n"), e::reason);
    }

    @Test
    void refusesSettingsWithoutAPolicy() {
        String line =
                "{\"command\":\"migrate\",\"name\":\"c\",\"host\":\"h\",\"port\":1,\"settings\":{"
                        + "\"streams\":1,\"policy\":null,\"downtimeLimitNs\":1,"
                        + "\"maxDowntimeLimitNs\":1,\"maxThrottlePercent\":0,\"maxRounds\":1,"
                        + "\"timeLimitNs\":1,\"verify\":\"DIGEST\",\"linkRateBytesPerSecond\":0,"
                        + "\"selector\":\"cbc\",\"compressionThreads\":1,\"deltaCacheBytes\":0,"
                        + "\"reconnectLimitNs\":0}}";
        ProtocolException e = assertThrows(ProtocolException.class, () -> read(line));
        assertTrue(e.reason().contains("policy"), e::reason);
    }

    @Test
    void readsSettings() throws Exception {
        MigrationSettings settings =
                new MigrationSettings(
                        1, "xen", 2, 3, 4, 5, 6, Verification.DIGEST, 7, "fixed:lz4", 8, 9, 10);
        assertEquals(new HostRequest.Migrate("c", "h", 1, settings), read(migrate(SETTINGS)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"selector", "compressionThreads", "deltaCacheBytes", "reconnectLimitNs"})
    void refusesSettingsThatLackAField(String field) {
        String without = SETTINGS.replaceFirst(",\"" + field + "\":[^,}]*", "");
        assertNotEquals(SETTINGS, without);
        ProtocolException e = assertThrows(ProtocolException.class, () -> read(migrate(without)));
        assertTrue(e.reason().contains(field), e::reason);
    }

    @Test
    void refusesSettingsWithoutASelector() {
        String without = SETTINGS.replace("\"fixed:lz4\"", "null");
        ProtocolException e = assertThrows(ProtocolException.class, () -> read(migrate(without)));
        assertTrue(e.reason().contains("selector"), e::reason);
    }

    private static String migrate(String settings) {
        return "{\"command\":\"migrate\",\"name\":\"c\",\"host\":\"h\",\"port\":1,\"settings\":"
                + settings
                + ",\"pageCells\":0}";
    }

    private static HostRequest read(String line) throws ProtocolException {
        return CommandFraming.readRequest(Unpooled.copiedBuffer(line, StandardCharsets.UTF_8));
    }
}
