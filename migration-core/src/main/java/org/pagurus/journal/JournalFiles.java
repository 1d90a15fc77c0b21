package org.pagurus.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The few things that a journal does with files; a test lets any of them fail. */
interface JournalFiles {
    /** One open file. What it does is not undone by an interrupt of its thread. */
    interface JournalFile extends Closeable {
        byte[] readAll(long maxBytes) throws IOException;

        void write(long offset, byte[] bytes) throws IOException;

        /** What was written is on the disk when this returns. */
        void sync() throws IOException;

        void truncate(long lengthBytes) throws IOException;
    }

    /** Opens a file that its owner alone may read and write; makes it where there is none. */
    JournalFile open(Path file) throws IOException;

    /** Gives a file the name of another, which is gone then. All or nothing. */
    void rename(Path from, Path to) throws IOException;

    /** What was renamed or made in a directory is on the disk when this returns. */
    void syncDirectory(Path directory) throws IOException;

    void delete(Path file) throws IOException;
}
