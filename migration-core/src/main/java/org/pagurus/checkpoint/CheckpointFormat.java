package org.pagurus.checkpoint;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.protocol.GuestDescriptionFormat;

/**
 * A checkpoint's bytes, big-endian.
 *
 * <pre>
 *   0        4         6    8           16       20
 *   +--------+---------+----+-----------+--------+-------+-------- ... --------+---------+-----
 *   | "PGRC" | version | 0  | savedAtMs | length | guest | page frames         | devices | end
 *   +--------+---------+----+-----------+--------+-------+-------- ... --------+---------+-----
 *
 *   devices:                  end:
 *   +--------+-------         +---------------+------------+---------+--------+
 *   | length | state          | memory digest | file bytes | crc32c  | "CRGP" |
 *   +--------+-------         +---------------+------------+---------+--------+
 *    4                         8               8            4         4
 * </pre>
 *
 * <ul>
 *   <li>{@code guest}: as {@link GuestDescriptionFormat} has it.
 *   <li>{@code page frames}: as on page stream 0 of a migration with one stream, {@link
 *       org.pagurus.protocol.PageFrame}: round 0 to the end of the last round. Later pages replace
 *       earlier ones.
 *   <li>{@code memory digest}: {@link org.pagurus.engine.page.PageHashes} of the memory.
 *   <li>{@code file bytes}: the length of the whole file.
 *   <li>{@code crc32c}: over all bytes before it.
 * </ul>
 */
final class CheckpointFormat {
    static final int MAGIC = 0x5047_5243; // "PGRC"
    static final int VERSION = 1;

    /** Up to the guest. */
    static final int FIXED_BYTES = 20;

    static final int MAX_HEADER_BYTES = FIXED_BYTES + GuestDescriptionFormat.MAX_BYTES;
    static final int DEVICES_PREFIX_BYTES = 4;
    static final int END_BYTES = 24;

    /** Of the end, what the checksum does not cover: itself and the mark. */
    static final int CHECKSUM_BYTES = 8;

    private static final int END_MAGIC = 0x4352_4750; // "CRGP"

    /** The end of a file, as it claims. */
    record End(long digest, int checksum) {}

    private CheckpointFormat() {}

    static byte[] header(CheckpointHeader header) throws CheckpointException {
        byte[] guest;
        try {
            guest = GuestDescriptionFormat.encode(header.guest());
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("guest", String.valueOf(e.getMessage()), e);
        }
        return ByteBuffer.allocate(FIXED_BYTES + guest.length)
                .putInt(MAGIC)
                .putShort((short) VERSION)
                .putShort((short) 0)
                .putLong(header.savedAtMs())
                .putInt(guest.length)
                .put(guest)
                .array();
    }

    /** The first half of the end, which the checksum covers. */
    static byte[] digest(long digest, long fileBytes) {
        return ByteBuffer.allocate(END_BYTES - CHECKSUM_BYTES)
                .putLong(digest)
                .putLong(fileBytes)
                .array();
    }

    /** The second half of the end. */
    static byte[] checksum(int checksum) {
        return ByteBuffer.allocate(CHECKSUM_BYTES).putInt(checksum).putInt(END_MAGIC).array();
    }

    /** Whether a file that begins with these bytes is a checkpoint of any version. */
    static boolean isCheckpoint(ByteBuffer first) {
        return first.remaining() >= Integer.BYTES && first.getInt(first.position()) == MAGIC;
    }

    /**
     * Checks a file's first bytes.
     *
     * @param fixed {@link #FIXED_BYTES}
     * @return how many bytes the header has
     */
    static int headerBytes(ByteBuffer fixed) throws CheckpointException {
        if (fixed.getInt(0) != MAGIC) {
            throw new CheckpointException(
                    "magic", "expected \"PGRC\" at byte 0, this is no checkpoint");
        }
        int version = fixed.getShort(4) & 0xffff;
        if (version != VERSION) {
            throw new CheckpointException(
                    "version", "expected " + VERSION + " but found " + version);
        }
        int reserved = fixed.getShort(6) & 0xffff;
        if (reserved != 0) {
            throw new CheckpointException("reserved", "expected 0 at byte 6 but found " + reserved);
        }
        int length = fixed.getInt(16);
        if (length < 1 || length > GuestDescriptionFormat.MAX_BYTES) {
            throw new CheckpointException(
                    "guest",
                    "expected 1 to "
                            + GuestDescriptionFormat.MAX_BYTES
                            + " bytes at byte 16 but found "
                            + Integer.toUnsignedString(length));
        }
        return FIXED_BYTES + length;
    }

    /**
     * Reads a whole header, of as many bytes as {@link #headerBytes} has found.
     *
     * @param header its bytes
     */
    static CheckpointHeader header(ByteBuffer header) throws CheckpointException {
        ByteBuffer in = header.slice(FIXED_BYTES, header.limit() - FIXED_BYTES);
        GuestDescription guest;
        try {
            guest = GuestDescriptionFormat.decode(in);
        } catch (BufferUnderflowException e) {
            throw new CheckpointException("guest", "a field is longer than the header", e);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("guest", String.valueOf(e.getMessage()), e);
        }
        if (in.hasRemaining()) {
            throw new CheckpointException("guest", in.remaining() + " bytes behind its last field");
        }
        if (!GuestDescription.isName(guest.name())) {
            throw new CheckpointException(
                    "guest",
                    "expected a name of "
                            + GuestDescription.NAME_FORM
                            + " but found "
                            + GuestException.quoted(guest.name()));
        }
        long memoryBytes = guest.memoryBytes();
        if (memoryBytes < Page.SIZE_BYTES
                || memoryBytes > GuestMemory.MAX_BYTES
                || memoryBytes % Page.SIZE_BYTES != 0) {
            throw new CheckpointException(
                    "memoryBytes",
                    "expected a multiple of 4096 up to "
                            + GuestMemory.MAX_BYTES
                            + " but found "
                            + memoryBytes);
        }
        return new CheckpointHeader(guest, header.getLong(8));
    }

    /**
     * Reads the end of a file.
     *
     * @param end its last {@link #END_BYTES}
     */
    static End end(ByteBuffer end, long fileBytes) throws CheckpointException {
        long claimedBytes = end.getLong(8);
        if (end.getInt(END_BYTES - Integer.BYTES) != END_MAGIC) {
            throw new CheckpointException(
                    "end",
                    "expected \"CRGP\" in the last 4 of "
                            + fileBytes
                            + " bytes: the file is cut off, or something lies behind it");
        }
        if (claimedBytes != fileBytes) {
            throw new CheckpointException(
                    "end",
                    "expected a file of "
                            + Long.toUnsignedString(claimedBytes)
                            + " bytes but found "
                            + fileBytes);
        }
        return new End(end.getLong(0), end.getInt(16));
    }
}
