package org.pagurus.guest.traced;

import com.github.luben.zstd.ZstdInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pagurus.guest.GuestException;

/**
 * A compressed file of a trace, read from its beginning. The decoder accepts windows up to 2^27
 * bytes, outside the heap. Errors name the file and the offset in the decompressed bytes. Owned by
 * one thread.
 */
final class ZstdFile implements Closeable {
    private static final int MAX_WINDOW_LOG = 27;

    private final String name;
    private final ZstdInputStream in;
    private long offsetBytes;

    ZstdFile(Path path) throws GuestException {
        this.name = String.valueOf(path.getFileName());
        try {
            this.in = new ZstdInputStream(Files.newInputStream(path));
            in.setLongMax(MAX_WINDOW_LOG);
        } catch (IOException e) {
            throw new GuestException(name + " cannot be opened: " + e, e);
        }
    }

    /**
     * Fills {@code target[at .. at + length - 1]}.
     *
     * @return false when the file has ended before the first byte
     * @throws GuestException when it ends within the bytes, or cannot be decompressed
     */
    boolean read(byte[] target, int at, int length, String what) throws GuestException {
        int done = 0;
        try {
            while (done < length) {
                int count = in.read(target, at + done, length - done);
                if (count < 0) {
                    break;
                }
                done += count;
            }
        } catch (IOException e) {
            throw new GuestException(
                    name
                            + " cannot be decompressed at byte "
                            + (offsetBytes + done)
                            + ": "
                            + e.getMessage(),
                    e);
        }
        offsetBytes += done;
        if (done > 0 && done < length) {
            throw error(what + " must have " + length + " bytes but has " + done);
        }
        return done > 0;
    }

    /** An error where the file now stands. */
    GuestException error(String message) {
        return new GuestException(name + " at byte " + offsetBytes + ": " + message);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // Nothing was written through it, and nobody can do better.
        }
    }
}
