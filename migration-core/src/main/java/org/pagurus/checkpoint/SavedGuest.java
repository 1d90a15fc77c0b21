package org.pagurus.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.engine.page.StreamMap;
import org.pagurus.guest.DeviceState;
import org.pagurus.guest.Guest;
import org.pagurus.guest.GuestException;
import org.pagurus.memory.PageBitmap;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameHead;
import org.pagurus.protocol.ProtocolException;

/**
 * A checkpoint that is read. Its bytes are not to be trusted: whatever they are, what comes of them
 * is the guest as it was saved, or a {@link CheckpointException}. One thread.
 */
public final class SavedGuest implements AutoCloseable {
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** The largest piece that is read at a time. */
    private static final int BUFFER_BYTES =
            Math.max(PageFrame.MAX_BYTES, CheckpointFormat.MAX_HEADER_BYTES);

    private final FileChannel channel;
    private final Arena arena;
    private final MemorySegment buffer;
    private final CRC32C checksum = new CRC32C();
    private final long fileBytes;
    private final int headerBytes;
    private final CheckpointHeader header;
    private final CheckpointFormat.End end;

    /** Bytes read, and in the checksum. */
    private long at;

    private SavedGuest(FileChannel channel, Arena arena) throws IOException, CheckpointException {
        this.channel = channel;
        this.arena = arena;
        buffer = arena.allocate(BUFFER_BYTES, 64);
        fileBytes = channel.size();
        long least = CheckpointFormat.FIXED_BYTES + CheckpointFormat.END_BYTES;
        if (fileBytes < least) {
            throw new CheckpointException(
                    "file", "expected at least " + least + " bytes but found " + fileBytes);
        }
        headerBytes = CheckpointFormat.headerBytes(read("header", CheckpointFormat.FIXED_BYTES));
        end = readEnd();
        rewind();
        header = CheckpointFormat.header(read("guest", headerBytes));
    }

    /**
     * Opens a checkpoint and reads what it says of its guest.
     *
     * @throws CheckpointException when there is none, or only a part of one, or one of another
     *     version, or others than its owner may write it
     */
    public static SavedGuest open(Path file) throws CheckpointException {
        try {
            requireOwnerAlone(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            Arena arena = Arena.ofConfined();
            boolean opened = false;
            try {
                SavedGuest saved = new SavedGuest(channel, arena);
                opened = true;
                return saved;
            } finally {
                if (!opened) {
                    arena.close();
                    channel.close();
                }
            }
        } catch (NoSuchFileException e) {
            throw new CheckpointException(
                    "file", "expected a checkpoint but found no file " + file);
        } catch (IOException e) {
            throw NewCheckpoint.failed(e);
        }
    }

    public CheckpointHeader header() {
        return header;
    }

    public long fileBytes() {
        return fileBytes;
    }

    /**
     * Reads the whole file and compares its checksum, so that a guest is only made, and asked for,
     * when there is one to be had.
     *
     * @param abandoned asked again and again; true gives the reading up
     */
    public void verify(BooleanSupplier abandoned) throws CheckpointException {
        try {
            rewind();
            while (at < fileBytes - CheckpointFormat.CHECKSUM_BYTES) {
                requireWanted(abandoned);
                long left = fileBytes - CheckpointFormat.CHECKSUM_BYTES - at;
                fill(0, (int) Math.min(left, BUFFER_BYTES));
            }
            requireChecksum();
        } catch (IOException e) {
            throw NewCheckpoint.failed(e);
        }
    }

    /**
     * Puts the saved memory and device state into a guest.
     *
     * @param guest paused, its memory as large as the header says, and all zero
     * @param abandoned asked again and again; true gives the loading up
     * @throws CheckpointException when the file is not what was saved; the guest is of no use then
     */
    public void load(Guest guest, BooleanSupplier abandoned) throws CheckpointException {
        long pageCount = guest.memory().pageCount();
        try (PageHashes hashes = new PageHashes(pageCount, 1);
                PageReceiver pages =
                        new PageReceiver(
                                0,
                                new StreamMap(1),
                                guest.memory(),
                                hashes,
                                new PageBitmap(pageCount),
                                0)) {
            rewind();
            skipHeader();
            while (!pages.hasEnded()) {
                requireWanted(abandoned);
                receive(pages);
            }
            byte[] devices = devices();
            requireEnd(hashes.digest());
            guest.loadDeviceState(devices);
        } catch (IOException e) {
            throw NewCheckpoint.failed(e);
        } catch (GuestException e) {
            throw new CheckpointException("devices", String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written.
        }
        arena.close();
    }

    private static void requireOwnerAlone(Path file) throws IOException, CheckpointException {
        if (!Files.isRegularFile(file)) {
            if (Files.exists(file)) {
                throw new CheckpointException(
                        "file", "expected a checkpoint but found no regular file at " + file);
            }
            throw new NoSuchFileException(file.toString());
        }
        Set<PosixFilePermission> writers = EnumSet.noneOf(PosixFilePermission.class);
        writers.addAll(Files.getPosixFilePermissions(file));
        if (writers.contains(PosixFilePermission.GROUP_WRITE)
                || writers.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new CheckpointException(
                    "file",
                    "expected one that its owner alone may write but found "
                            + file
                            + " open to others; chmod 600 it");
        }
    }

    private static void requireWanted(BooleanSupplier abandoned) throws CheckpointException {
        if (abandoned.getAsBoolean()) {
            throw new CheckpointException("host", "the daemon was told to stop");
        }
    }

    /** The header was read when the file was opened; it is the same still. */
    private void skipHeader() throws IOException, CheckpointException {
        if (!CheckpointFormat.header(read("guest", headerBytes)).equals(header)) {
            throw new CheckpointException("file", "was changed while it was read");
        }
    }

    private void receive(PageReceiver pages) throws IOException, CheckpointException {
        long frameAt = at;
        require("page frame", PageFrame.HEADER_BYTES);
        fill(0, PageFrame.HEADER_BYTES);
        try {
            int frameBytes = PageFrameHead.frameBytes(buffer.get(INT, 0));
            require("page frame", frameBytes - PageFrame.HEADER_BYTES);
            fill(PageFrame.HEADER_BYTES, frameBytes - PageFrame.HEADER_BYTES);
            if (pages.receive(buffer.asSlice(0, frameBytes))) {
                PageReceiver.RoundEnd unused = pages.roundEnd();
            }
        } catch (ProtocolException e) {
            throw new CheckpointException(
                    e.field(), e.reason() + ", in the page frame at byte " + frameAt, e);
        }
    }

    private byte[] devices() throws IOException, CheckpointException {
        long lengthAt = at;
        int length = read("devices", CheckpointFormat.DEVICES_PREFIX_BYTES).getInt();
        if (length < 0 || length > DeviceState.MAX_BYTES) {
            throw new CheckpointException(
                    "devices",
                    "expected 0 to "
                            + DeviceState.MAX_BYTES
                            + " bytes at byte "
                            + lengthAt
                            + " but found "
                            + Integer.toUnsignedString(length));
        }
        require("devices", length);
        byte[] state = new byte[length];
        for (int from = 0; from < length; ) {
            int piece = Math.min(length - from, BUFFER_BYTES);
            fill(0, piece).get(state, from, piece);
            from += piece;
        }
        return state;
    }

    private void requireEnd(long digest) throws IOException, CheckpointException {
        long behind = fileBytes - CheckpointFormat.END_BYTES - at;
        if (behind != 0) {
            throw new CheckpointException(
                    "end",
                    "expected it at byte " + at + " but found " + behind + " bytes before it");
        }
        fill(0, CheckpointFormat.END_BYTES - CheckpointFormat.CHECKSUM_BYTES);
        requireChecksum();
        if (digest != end.digest()) {
            throw new CheckpointException(
                    "memory digest",
                    "expected "
                            + Long.toHexString(end.digest())
                            + " but found "
                            + Long.toHexString(digest));
        }
    }

    private void requireChecksum() throws CheckpointException {
        if ((int) checksum.getValue() != end.checksum()) {
            throw new CheckpointException(
                    "checksum",
                    "expected "
                            + Integer.toHexString(end.checksum())
                            + " over "
                            + at
                            + " bytes but found "
                            + Integer.toHexString((int) checksum.getValue())
                            + ": the file is damaged");
        }
    }

    private CheckpointFormat.End readEnd() throws IOException, CheckpointException {
        ByteBuffer last = ByteBuffer.allocate(CheckpointFormat.END_BYTES);
        channel.position(fileBytes - CheckpointFormat.END_BYTES);
        readInto(last);
        return CheckpointFormat.end(last.flip(), fileBytes);
    }

    private void rewind() throws IOException {
        channel.position(0);
        checksum.reset();
        at = 0;
    }

    /** Reads what lies before the end. */
    private ByteBuffer read(String field, int bytes) throws IOException, CheckpointException {
        require(field, bytes);
        return fill(0, bytes);
    }

    private void require(String field, int bytes) throws CheckpointException {
        long left = fileBytes - CheckpointFormat.END_BYTES - at;
        if (bytes > left) {
            throw new CheckpointException(
                    field,
                    "expected "
                            + bytes
                            + " bytes at byte "
                            + at
                            + " but found "
                            + left
                            + " before the end");
        }
    }

    /** Reads the next bytes into the buffer, from this offset on. */
    private ByteBuffer fill(int offset, int bytes) throws IOException, CheckpointException {
        ByteBuffer piece = buffer.asSlice(offset, bytes).asByteBuffer();
        readInto(piece);
        piece.flip();
        checksum.update(piece.duplicate());
        at += bytes;
        return piece;
    }

    private void readInto(ByteBuffer piece) throws IOException, CheckpointException {
        while (piece.hasRemaining()) {
            if (channel.read(piece) < 0) {
                throw new CheckpointException("file", "was cut off while it was read");
            }
        }
    }
}
