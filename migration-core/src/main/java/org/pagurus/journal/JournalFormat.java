package org.pagurus.journal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.pagurus.guest.GuestDescription;
import org.pagurus.journal.JournalState.Kept;
import org.pagurus.journal.JournalState.Meaning;
import org.pagurus.protocol.GuestDescriptionFormat;
import org.pagurus.protocol.MigrationToken;

/**
 * Records as bytes, big-endian.
 *
 * <pre>
 *   0        4        8      9         10  12       20       36     38
 *   +--------+--------+------+---------+---+--------+--------+------+------+-------
 *   | length | crc32c | step | meaning | 0 | atMs   | token  | peer | peer | guest
 *   +--------+--------+------+---------+---+--------+--------+------+------+-------
 *                                                            length
 * </pre>
 *
 * The guest, as {@link GuestDescriptionFormat} has it, is absent where it is not known. The length
 * counts the bytes behind the checksum; the checksum covers the length and those bytes.
 */
final class JournalFormat {
    static final int MAGIC = 0x5047524a; // "PGRJ"
    static final int VERSION = 1;

    /** Magic, version (u16), 0 (u16). */
    static final int HEADER_BYTES = 8;

    /** Length and checksum. */
    static final int PREFIX_BYTES = 8;

    private static final int FIXED_BYTES = 1 + 1 + 2 + 8 + MigrationToken.SIZE_BYTES + 2;

    /** The longest a body can be. */
    static final int MAX_BODY_BYTES =
            FIXED_BYTES + JournalRecord.MAX_PEER_BYTES + GuestDescriptionFormat.MAX_BYTES;

    static final int MAX_RECORD_BYTES = PREFIX_BYTES + MAX_BODY_BYTES;

    /** A record that is whole by its checksum but says what no journal of this version says. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    private JournalFormat() {}

    static byte[] header() {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putInt(MAGIC)
                .putShort((short) VERSION)
                .putShort((short) 0)
                .array();
    }

    static byte[] encode(JournalRecord record, Meaning meaning) {
        byte[] peer =
                GuestDescriptionFormat.utf8(record.peer(), JournalRecord.MAX_PEER_BYTES, "peer");
        GuestDescription guest = record.guest();
        byte[] described = guest == null ? new byte[0] : GuestDescriptionFormat.encode(guest);
        int length = FIXED_BYTES + peer.length + described.length;
        ByteBuffer out = ByteBuffer.allocate(PREFIX_BYTES + length);
        out.putInt(length).putInt(0);
        out.put((byte) record.step().number()).put((byte) meaning.ordinal()).putShort((short) 0);
        out.putLong(record.atMs());
        out.putLong(record.token().high()).putLong(record.token().low());
        out.putShort((short) peer.length).put(peer).put(described);
        return out.putInt(Integer.BYTES, checksum(out.array(), 0, length)).array();
    }

    /** The length of the record at an offset with its prefix, or -1 where no whole record is. */
    static int wholeAt(byte[] file, int offset) {
        if (file.length - offset < PREFIX_BYTES) {
            return -1;
        }
        ByteBuffer in = ByteBuffer.wrap(file);
        int length = in.getInt(offset);
        if (length < FIXED_BYTES
                || length > MAX_BODY_BYTES
                || length > file.length - offset - PREFIX_BYTES) {
            return -1;
        }
        boolean matches = in.getInt(offset + Integer.BYTES) == checksum(file, offset, length);
        return matches ? PREFIX_BYTES + length : -1;
    }

    /** The record at an offset where {@link #wholeAt} found one of this length. */
    static Kept decode(byte[] file, int offset, int recordBytes) throws MalformedException {
        ByteBuffer in =
                ByteBuffer.wrap(file, offset + PREFIX_BYTES, recordBytes - PREFIX_BYTES).slice();
        try {
            return decode(in);
        } catch (BufferUnderflowException e) {
            throw new MalformedException("a field is longer than its record");
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()));
        }
    }

    private static Kept decode(ByteBuffer in) throws MalformedException {
        int number = in.get() & 0xff;
        JournalRecord.Step step = JournalRecord.Step.ofNumber(number);
        if (step == null) {
            throw new MalformedException("step: expected 1 to 11 but found " + number);
        }
        int meaning = in.get() & 0xff;
        if (meaning >= Meaning.values().length) {
            throw new MalformedException("meaning: expected 0 to 3 but found " + meaning);
        }
        in.getShort();
        long atMs = in.getLong();
        MigrationToken token = new MigrationToken(in.getLong(), in.getLong());
        String peer = GuestDescriptionFormat.text(in, in.getShort() & 0xffff);
        GuestDescription guest = in.hasRemaining() ? GuestDescriptionFormat.decode(in) : null;
        if (in.hasRemaining()) {
            throw new MalformedException(in.remaining() + " bytes behind its last field");
        }
        return new Kept(
                new JournalRecord(step, token, guest, peer, atMs), Meaning.values()[meaning]);
    }

    private static int checksum(byte[] file, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(file, offset, Integer.BYTES);
        crc.update(file, offset + PREFIX_BYTES, length);
        return (int) crc.getValue();
    }
}
