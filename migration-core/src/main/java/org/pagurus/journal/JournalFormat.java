package org.pagurus.journal;

import com.google.protobuf.ByteString;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.journal.JournalState.Kept;
import org.pagurus.journal.JournalState.Meaning;
import org.pagurus.protocol.Limits;
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
 *   guest, absent where it is not known:
 *   +------+------+------+------+--------+-----+----+---------------+---------------
 *   | name | name | kind | kind | memory | mac | ip | configuration | configuration
 *   +------+------+------+------+--------+-----+----+---------------+---------------
 *    length 2      length 2      bytes 8   8    4     length 4
 * </pre>
 *
 * The length counts the bytes behind the checksum; the checksum covers the length and those bytes.
 */
final class JournalFormat {
    static final int MAGIC = 0x5047524a; // "PGRJ"
    static final int VERSION = 1;

    /** Magic, version (u16), 0 (u16). */
    static final int HEADER_BYTES = 8;

    /** Length and checksum. */
    static final int PREFIX_BYTES = 8;

    private static final int FIXED_BYTES = 1 + 1 + 2 + 8 + MigrationToken.SIZE_BYTES + 2;
    private static final int GUEST_FIXED_BYTES = 2 + 2 + 8 + 8 + 4 + 4;
    private static final int MAX_NAME_BYTES = 64;
    private static final int MAX_KIND_BYTES = 4 * Limits.GUEST_KIND_CHARS;

    /** The longest a body can be. */
    static final int MAX_BODY_BYTES =
            FIXED_BYTES
                    + JournalRecord.MAX_PEER_BYTES
                    + GUEST_FIXED_BYTES
                    + MAX_NAME_BYTES
                    + MAX_KIND_BYTES
                    + Limits.CONFIGURATION_BYTES;

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
        byte[] peer = utf8(record.peer(), JournalRecord.MAX_PEER_BYTES, "peer");
        GuestDescription guest = record.guest();
        byte[] described = guest == null ? new byte[0] : encode(guest);
        int length = FIXED_BYTES + peer.length + described.length;
        ByteBuffer out = ByteBuffer.allocate(PREFIX_BYTES + length);
        out.putInt(length).putInt(0);
        out.put((byte) record.step().number()).put((byte) meaning.ordinal()).putShort((short) 0);
        out.putLong(record.atMs());
        out.putLong(record.token().high()).putLong(record.token().low());
        out.putShort((short) peer.length).put(peer).put(described);
        return out.putInt(Integer.BYTES, checksum(out.array(), 0, length)).array();
    }

    private static byte[] encode(GuestDescription guest) {
        byte[] name = utf8(guest.name(), MAX_NAME_BYTES, "guest name");
        byte[] kind = utf8(guest.kind(), MAX_KIND_BYTES, "guest kind");
        ByteString configuration = guest.configuration();
        if (configuration.size() > Limits.CONFIGURATION_BYTES) {
            throw new IllegalArgumentException(
                    "configuration must be up to "
                            + Limits.CONFIGURATION_BYTES
                            + " bytes but is "
                            + configuration.size());
        }
        ByteBuffer out =
                ByteBuffer.allocate(
                        GUEST_FIXED_BYTES + name.length + kind.length + configuration.size());
        out.putShort((short) name.length).put(name);
        out.putShort((short) kind.length).put(kind);
        out.putLong(guest.memoryBytes());
        out.putLong(guest.nic().mac().bits()).putInt(guest.nic().ip().bits());
        out.putInt(configuration.size()).put(configuration.asReadOnlyByteBuffer());
        return out.array();
    }

    private static byte[] utf8(String text, int maxBytes, String what) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > maxBytes) {
            throw new IllegalArgumentException(
                    what + " must be up to " + maxBytes + " bytes but is " + bytes.length);
        }
        return bytes;
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
        String peer = text(in, in.getShort() & 0xffff);
        GuestDescription guest = in.hasRemaining() ? guest(in) : null;
        if (in.hasRemaining()) {
            throw new MalformedException(in.remaining() + " bytes behind its last field");
        }
        return new Kept(
                new JournalRecord(step, token, guest, peer, atMs), Meaning.values()[meaning]);
    }

    private static @Nullable GuestDescription guest(ByteBuffer in) {
        String name = text(in, in.getShort() & 0xffff);
        String kind = text(in, in.getShort() & 0xffff);
        long memoryBytes = in.getLong();
        NicAddress nic = new NicAddress(new MacAddress(in.getLong()), new Ipv4Address(in.getInt()));
        byte[] configuration = bytes(in, in.getInt());
        return new GuestDescription(
                name, kind, memoryBytes, nic, ByteString.copyFrom(configuration));
    }

    private static String text(ByteBuffer in, int length) {
        return new String(bytes(in, length), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static int checksum(byte[] file, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(file, offset, Integer.BYTES);
        crc.update(file, offset + PREFIX_BYTES, length);
        return (int) crc.getValue();
    }
}
