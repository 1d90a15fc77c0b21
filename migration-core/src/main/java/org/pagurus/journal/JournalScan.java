package org.pagurus.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pagurus.journal.JournalState.Kept;

/**
 * Reads a journal from its first byte to its last whole record.
 *
 * @param wholeBytes up to the end of the last whole record; what lies behind is an append that was
 *     never finished
 */
record JournalScan(List<Kept> records, long wholeBytes) {
    /**
     * @throws JournalException where something is wrong that no unfinished append explains
     */
    static JournalScan of(byte[] bytes, Path file) throws JournalException {
        checkHeader(bytes, file);
        List<Kept> records = new ArrayList<>();
        int offset = JournalFormat.HEADER_BYTES;
        while (offset < bytes.length) {
            int recordBytes = JournalFormat.wholeAt(bytes, offset);
            if (recordBytes < 0) {
                checkTorn(bytes, offset, file);
                break;
            }
            try {
                records.add(JournalFormat.decode(bytes, offset, recordBytes));
            } catch (JournalFormat.MalformedException e) {
                throw damaged(file, offset, String.valueOf(e.getMessage()));
            }
            offset += recordBytes;
        }
        return new JournalScan(List.copyOf(records), offset);
    }

    private static void checkHeader(byte[] bytes, Path file) throws JournalException {
        if (bytes.length < JournalFormat.HEADER_BYTES
                || ByteBuffer.wrap(bytes).getInt() != JournalFormat.MAGIC) {
            throw damaged(file, 0, "expected \"PGRJ\" and a version, this is no journal");
        }
        int version = ByteBuffer.wrap(bytes).getShort(Integer.BYTES);
        if (version != JournalFormat.VERSION || bytes[6] != 0 || bytes[7] != 0) {
            throw damaged(
                    file,
                    Integer.BYTES,
                    "version: expected " + JournalFormat.VERSION + " but found " + version);
        }
    }

    /** An unfinished append is the last thing in a file, and no longer than a record. */
    private static void checkTorn(byte[] bytes, int offset, Path file) throws JournalException {
        if (bytes.length - offset > JournalFormat.MAX_RECORD_BYTES) {
            throw damaged(
                    file,
                    offset,
                    "expected a whole record but found "
                            + (bytes.length - offset)
                            + " bytes without one, more than an unfinished append leaves");
        }
        for (int later = offset + 1; later < bytes.length; later++) {
            if (JournalFormat.wholeAt(bytes, later) >= 0) {
                throw damaged(
                        file,
                        offset,
                        "expected a whole record but found a damaged one, with whole records from "
                                + later
                                + " on");
            }
        }
    }

    private static JournalException damaged(Path file, int offset, String what) {
        return new JournalException("journal: " + file + " at byte " + offset + ": " + what);
    }
}
