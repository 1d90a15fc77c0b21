package org.pagurus.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.pagurus.journal.JournalFormat.MalformedException;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.journal.JournalState.Kept;
import org.pagurus.journal.JournalState.Meaning;
import org.pagurus.testing.Seeds;

class JournalFormatTest {
    /** The bytes that docs/handover.md draws. */
    @Test
    void writesTheGoldenBytes() throws Exception {
        byte[] golden = golden();
        byte[] header = JournalFormat.header();
        byte[] record = JournalFormat.encode(Records.released(), Meaning.APPENDED);
        byte[] file = new byte[header.length + record.length];
        System.arraycopy(header, 0, file, 0, header.length);
        System.arraycopy(record, 0, file, header.length, record.length);
        assertEquals(HexFormat.of().formatHex(golden), HexFormat.of().formatHex(file));
        assertEquals(record.length, JournalFormat.wholeAt(golden, header.length));
        assertEquals(
                new Kept(Records.released(), Meaning.APPENDED),
                JournalFormat.decode(golden, header.length, record.length));
    }

    @Test
    void readsWhatItWrites() throws Exception {
        Seeds.forEach(
                300,
                seed -> {
                    Random random = new Random(seed);
                    JournalRecord record = Records.random(random);
                    Meaning meaning = Meaning.values()[random.nextInt(4)];
                    byte[] bytes = JournalFormat.encode(record, meaning);
                    assertEquals(bytes.length, JournalFormat.wholeAt(bytes, 0));
                    assertEquals(
                            new Kept(record, meaning),
                            JournalFormat.decode(bytes, 0, bytes.length));
                });
    }

    @Test
    void stepsHaveTheNumbersThatJournalsHold() {
        String numbers = "";
        for (Step step : Step.values()) {
            assertEquals(step, Step.ofNumber(step.number()));
            numbers += step.number() + " " + step + ", ";
        }
        assertEquals(
                "1 RELEASED, 2 OWNED, 3 REFUSED, 4 RECLAIMED, 5 DONE, 6 CONFIRMED, 7 LEAVING,"
                        + " 8 KEPT, 9 FORCED, 10 STARTED, 11 STOPPED, ",
                numbers);
        assertEquals(null, Step.ofNumber(0));
        assertEquals(null, Step.ofNumber(12));
    }

    @Test
    void theLongestRecordFits() {
        JournalRecord longest =
                new JournalRecord(
                        Step.OWNED,
                        Records.TOKEN,
                        Records.guest("n".repeat(64), ByteString.copyFrom(new byte[64 << 10])),
                        "p".repeat(JournalRecord.MAX_PEER_BYTES),
                        1);
        byte[] bytes = JournalFormat.encode(longest, Meaning.APPENDED);
        assertTrue(bytes.length <= JournalFormat.MAX_RECORD_BYTES);
        assertEquals(bytes.length, JournalFormat.wholeAt(bytes, 0));
    }

    @Test
    void longerOnesAreRefused() {
        assertRefused(Records.guest("n".repeat(65), ByteString.EMPTY), "", "guest name");
        assertRefused(
                Records.guest("n", ByteString.copyFrom(new byte[(64 << 10) + 1])),
                "",
                "configuration");
        assertRefused(Records.CRAB, "p".repeat(513), "peer");
    }

    private static void assertRefused(
            org.pagurus.guest.GuestDescription guest, String peer, String field) {
        JournalRecord record = new JournalRecord(Step.OWNED, Records.TOKEN, guest, peer, 1);
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> JournalFormat.encode(record, Meaning.APPENDED))
                        .getMessage();
        assertTrue(message.startsWith(field), message);
    }

    /** Bytes that pass the checksum and mean nothing, as another version might write them. */
    @Test
    void namesWhatNoJournalSays() {
        assertMalformed(8, 0, "step: expected 1 to 11 but found 0");
        assertMalformed(8, 12, "step: expected 1 to 11 but found 12");
        assertMalformed(9, 4, "meaning: expected 0 to 3 but found 4");
        assertMalformed(36, 0x7f, "a field is longer than its record");
        assertMalformed(53, 0xff, "a field is longer than its record");
    }

    private static void assertMalformed(int at, int value, String reason) {
        byte[] bytes = JournalFormat.encode(Records.released(), Meaning.APPENDED);
        bytes[at] = (byte) value;
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, 4);
        crc.update(bytes, 8, bytes.length - 8);
        ByteBuffer.wrap(bytes).putInt(4, (int) crc.getValue());
        assertEquals(bytes.length, JournalFormat.wholeAt(bytes, 0));
        assertEquals(
                reason,
                assertThrows(
                                MalformedException.class,
                                () -> JournalFormat.decode(bytes, 0, bytes.length))
                        .getMessage());
    }

    @Test
    void everyFlippedBitShows() {
        byte[] bytes = JournalFormat.encode(Records.released(), Meaning.APPENDED);
        byte[] before = bytes.clone();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(-1, JournalFormat.wholeAt(bytes, 0), "bit " + bit);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertArrayEquals(before, bytes);
    }

    private static byte[] golden() throws IOException {
        try (InputStream in =
                JournalFormatTest.class.getResourceAsStream("/journal/released.hex")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return HexFormat.of().parseHex(text.replaceAll("#.*", "").replaceAll("[\\s|]+", ""));
        }
    }
}
