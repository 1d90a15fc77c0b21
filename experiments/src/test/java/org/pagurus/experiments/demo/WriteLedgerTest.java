package org.pagurus.experiments.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pagurus.guest.service.KeyValueReply;
import org.pagurus.guest.service.KeyValueRequest;
import org.pagurus.guest.service.KeyValueStatus;

class WriteLedgerTest {
    private static final long FIRST_KEY = 1_000;
    private static final int KEY = 3;

    private final WriteLedger ledger = new WriteLedger(FIRST_KEY, 10);

    @Test
    void countsAcknowledgedWrites() {
        assertNull(put(KeyValueStatus.STORED, 1));
        assertNull(put(KeyValueStatus.STORED, 2));
        assertEquals(2, ledger.acknowledgedWrites());
        assertEquals(Map.of(FIRST_KEY + KEY, 2L), ledger.acknowledgedVersions());
        assertEquals(KEY, ledger.nextAcknowledged(0));
        assertEquals(-1, ledger.nextAcknowledged(KEY + 1));
    }

    @Test
    void anOlderVersionOrNoneThanAcknowledgedIsALostWriteCountedOnce() {
        put(KeyValueStatus.STORED, 1);
        put(KeyValueStatus.STORED, 2);
        assertKind(Anomaly.Kind.LOST_WRITE, found(1));
        assertKind(Anomaly.Kind.LOST_WRITE, found(1));
        assertEquals(1, ledger.lostWrites());
        put(KeyValueStatus.STORED, 3);
        assertKind(Anomaly.Kind.LOST_WRITE, get(KeyValueStatus.NOT_FOUND, 0, new byte[0]));
        assertEquals(2, ledger.lostWrites());
    }

    @Test
    void anAnomalySaysWhatWasExpectedAndFound() {
        put(KeyValueStatus.STORED, 1);
        put(KeyValueStatus.STORED, 2);
        Anomaly anomaly = found(1);
        assertNotNull(anomaly);
        assertEquals(
                "GET of key 1003: expected version 2 or newer,"
                        + " found FOUND version 1 of generation 4",
                anomaly.text());
    }

    @Test
    void aWriteWithoutAnAnswerMayBeThereOrNot() {
        put(KeyValueStatus.STORED, 1);
        ledger.nextPut(9, KEY);
        assertNull(found(1));
        assertNull(found(2));
        assertKind(Anomaly.Kind.UNEXPECTED_REPLY, found(3));
    }

    @Test
    void aValueThatWasNeverWrittenIsFound() {
        put(KeyValueStatus.STORED, 1);
        assertKind(
                Anomaly.Kind.WRONG_VALUE,
                get(KeyValueStatus.FOUND, 1, LoadValues.of(FIRST_KEY + KEY, 2)));
    }

    @Test
    void goesOnFromWhatAnEarlierClientLeft() {
        assertNull(put(KeyValueStatus.KEPT, 7));
        assertEquals(0, ledger.acknowledgedWrites());
        assertNull(found(7));
        assertEquals(8, ledger.nextPut(1, KEY).version());
    }

    @Test
    void aNewerVersionThanEverSentIsUnexpectedOnceAWriteIsAcknowledged() {
        put(KeyValueStatus.STORED, 1);
        assertKind(Anomaly.Kind.UNEXPECTED_REPLY, put(KeyValueStatus.KEPT, 9));
    }

    @Test
    void errorsAndAnswersToOtherRequestsAreAnomalies() {
        assertKind(Anomaly.Kind.ERROR_REPLY, put(KeyValueStatus.TABLE_FULL, 0));
        assertKind(Anomaly.Kind.ERROR_REPLY, get(KeyValueStatus.CORRUPT, 0, new byte[0]));
        assertKind(Anomaly.Kind.UNEXPECTED_REPLY, get(KeyValueStatus.STORED, 1, new byte[0]));
        assertKind(Anomaly.Kind.UNEXPECTED_REPLY, put(KeyValueStatus.NOT_FOUND, 0));
        KeyValueRequest.Get get = ledger.nextGet(1, KEY);
        assertKind(
                Anomaly.Kind.UNEXPECTED_REPLY,
                ledger.check(get, reply(KeyValueStatus.NOT_FOUND, get.key() + 1, 0, new byte[0])));
    }

    private @Nullable Anomaly put(KeyValueStatus status, long version) {
        KeyValueRequest.Put put = ledger.nextPut(1, KEY);
        return ledger.check(put, reply(status, put.key(), version, new byte[0]));
    }

    private @Nullable Anomaly found(long version) {
        return get(KeyValueStatus.FOUND, version, LoadValues.of(FIRST_KEY + KEY, version));
    }

    private @Nullable Anomaly get(KeyValueStatus status, long version, byte[] value) {
        KeyValueRequest.Get get = ledger.nextGet(1, KEY);
        return ledger.check(get, reply(status, get.key(), version, value));
    }

    private static KeyValueReply reply(
            KeyValueStatus status, long key, long version, byte[] value) {
        return new KeyValueReply(status, 4, 1, key, version, value);
    }

    private static void assertKind(Anomaly.Kind kind, @Nullable Anomaly anomaly) {
        assertNotNull(anomaly);
        assertEquals(kind, anomaly.kind());
    }
}
