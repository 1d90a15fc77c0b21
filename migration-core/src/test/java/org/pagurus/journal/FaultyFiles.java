package org.pagurus.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Files on a disk that fails, or under a process that dies, in the middle of something. Operations
 * that change something are counted; reading is not.
 */
final class FaultyFiles implements JournalFiles {
    /** The process is gone: nothing is carried out from here on. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final DiskFiles disk = new DiskFiles();

    /** Operations until the crash; never when negative. */
    int operationsUntilCrash = -1;

    /** How much of the write at which it crashes, or fails, is carried out. */
    double writtenShare;

    /** These fail until they are let through again. */
    boolean writesFail;

    boolean syncsFail;
    boolean truncatesFail;
    boolean renamesFail;
    boolean directorySyncsFail;
    boolean opensFail;

    int operations;

    private boolean crashed;

    /** Whether this operation is the one that is not finished. */
    private boolean crashesNow() {
        if (crashed) {
            throw new Crash();
        }
        operations++;
        crashed = operationsUntilCrash >= 0 && operationsUntilCrash-- == 0;
        return crashed;
    }

    private void begin(boolean fails, String what) throws IOException {
        if (crashesNow()) {
            throw new Crash();
        }
        if (fails) {
            throw new IOException(what);
        }
    }

    @Override
    public JournalFile open(Path file) throws IOException {
        begin(opensFail, "Too many open files");
        return new FaultyFile(disk.open(file));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        begin(renamesFail, "Read-only file system");
        disk.rename(from, to);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        begin(directorySyncsFail, "Input/output error");
        disk.syncDirectory(directory);
    }

    @Override
    public void delete(Path file) throws IOException {
        begin(false, "");
        disk.delete(file);
    }

    private final class FaultyFile implements JournalFile {
        private final JournalFile file;

        FaultyFile(JournalFile file) {
            this.file = file;
        }

        @Override
        public byte[] readAll(long maxBytes) throws IOException {
            return file.readAll(maxBytes);
        }

        @Override
        public void write(long offset, byte[] bytes) throws IOException {
            boolean crashes = crashesNow();
            if (crashes || writesFail) {
                int written = (int) Math.round(bytes.length * writtenShare);
                file.write(offset, Arrays.copyOf(bytes, written));
                if (crashes) {
                    throw new Crash();
                }
                throw new IOException("No space left on device");
            }
            file.write(offset, bytes);
        }

        @Override
        public void sync() throws IOException {
            begin(syncsFail, "Input/output error");
            file.sync();
        }

        @Override
        public void truncate(long lengthBytes) throws IOException {
            begin(truncatesFail, "Read-only file system");
            file.truncate(lengthBytes);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
