package org.pagurus.journal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pagurus.journal.JournalFiles.JournalFile;
import org.pagurus.journal.JournalState.Kept;
import org.pagurus.journal.JournalState.Meaning;
import org.pagurus.protocol.MigrationToken;

/**
 * A journal in a directory of its own. A record is on the disk when {@link #append} returns. When
 * it fails, what was written of the record is cut off again; where even that fails, nothing is
 * appended any more.
 *
 * <p>The file is rewritten when most of it is of no more use: to another file, which then takes its
 * name. So a crash leaves the old or the new one, never half of one.
 */
public final class FileJournal implements Journal, AutoCloseable {
    static final String NAME = "journal";
    static final String NEW_NAME = "journal.new";

    /** No journal is longer. */
    public static final long MAX_BYTES = 64L << 20;

    /** A journal that is shorter is not rewritten. */
    static final long REWRITE_BYTES = 1L << 20;

    private final StateDirectory directory;
    private final JournalFiles files;
    private final Consumer<String> notices;
    private final long rewriteBytes;

    /** Guarded by this. */
    private final JournalState state = new JournalState();

    /** Guarded by this. */
    private JournalFile file;

    /** Up to the end of the last record. Guarded by this. */
    private long lengthBytes;

    /** When to rewrite. Guarded by this. */
    private long rewriteAtBytes;

    /** Why nothing is appended any more. Guarded by this. */
    private @Nullable String broken;

    private FileJournal(
            StateDirectory directory,
            JournalFiles files,
            Consumer<String> notices,
            long rewriteBytes)
            throws IOException {
        this.directory = directory;
        this.files = files;
        this.notices = notices;
        this.rewriteBytes = rewriteBytes;
        Path path = directory.path().resolve(NAME);
        if (Files.exists(newPath())) {
            notices.accept("journal: " + newPath() + " was never finished; it is deleted");
            files.delete(newPath());
        }
        boolean fresh = !Files.exists(path);
        file = fresh ? writeNew(content()) : files.open(path);
        try {
            if (fresh) {
                files.rename(newPath(), path);
                files.syncDirectory(directory.path());
                lengthBytes = JournalFormat.HEADER_BYTES;
            } else {
                read(path);
            }
        } catch (IOException | RuntimeException e) {
            closeQuietly(file);
            throw e;
        }
        rewriteAtBytes = Math.max(rewriteBytes, 2L * content().length);
    }

    /**
     * Opens the journal in a directory, or begins one.
     *
     * @param notices takes a line when an unfinished append was cut off, and the like
     * @throws JournalException in one line: the directory cannot be used or another daemon uses it;
     *     the journal is damaged, and where
     */
    public static FileJournal open(Path directory, Consumer<String> notices)
            throws JournalException {
        return open(directory, new DiskFiles(), notices, REWRITE_BYTES);
    }

    static FileJournal open(
            Path directory, JournalFiles files, Consumer<String> notices, long rewriteBytes)
            throws JournalException {
        StateDirectory held = StateDirectory.hold(directory);
        boolean opened = false;
        try {
            FileJournal journal = new FileJournal(held, files, notices, rewriteBytes);
            opened = true;
            return journal;
        } catch (JournalException e) {
            throw e;
        } catch (IOException e) {
            throw new JournalException(
                    "state: expected a journal that can be written in "
                            + directory
                            + " but found: "
                            + StateDirectory.reason(e),
                    e);
        } finally {
            if (!opened) {
                closeQuietly(held);
            }
        }
    }

    @Override
    public synchronized void append(JournalRecord record) throws IOException {
        requireUsable();
        state.check(record);
        byte[] bytes;
        try {
            bytes = JournalFormat.encode(record, Meaning.APPENDED);
        } catch (IllegalArgumentException e) {
            throw new IOException("journal: " + e.getMessage(), e);
        }
        if (lengthBytes + bytes.length > MAX_BYTES) {
            rewrite();
            requireUsable();
        }
        if (lengthBytes + bytes.length > MAX_BYTES) {
            throw new IOException("journal: expected up to " + MAX_BYTES + " bytes");
        }
        write(bytes);
        state.apply(record, Meaning.APPENDED);
        // Not while a guest is paused and waits for this.
        boolean waitedFor =
                record.step() == JournalRecord.Step.RELEASED
                        || record.step() == JournalRecord.Step.OWNED;
        if (lengthBytes > rewriteAtBytes && !waitedFor) {
            rewrite();
        }
    }

    @Override
    public synchronized Optional<JournalRecord> last(MigrationToken token) {
        return state.last(token);
    }

    @Override
    public synchronized List<JournalRecord> migrations() {
        return state.migrations();
    }

    @Override
    public synchronized List<JournalRecord> guests() {
        return state.guests();
    }

    /** Lets go of the directory. Nothing is appended any more. */
    @Override
    public synchronized void close() throws IOException {
        broken = "it is closed";
        file.close();
        directory.close();
    }

    private void requireUsable() throws IOException {
        if (broken != null) {
            throw new IOException("journal: takes no more records: " + broken);
        }
    }

    /** Reads what is there and cuts off what a crash has left of an append. */
    private void read(Path path) throws IOException {
        byte[] bytes;
        try {
            bytes = file.readAll(MAX_BYTES);
        } catch (IOException e) {
            throw new JournalException("journal: " + path + ": " + StateDirectory.reason(e), e);
        }
        JournalScan scan = JournalScan.of(bytes, path);
        for (Kept kept : scan.records()) {
            state.apply(kept.record(), kept.meaning());
        }
        lengthBytes = scan.wholeBytes();
        if (lengthBytes < bytes.length) {
            notices.accept(
                    "journal: "
                            + path
                            + " at byte "
                            + lengthBytes
                            + ": the last append was never finished; its "
                            + (bytes.length - lengthBytes)
                            + " bytes are cut off");
            file.truncate(lengthBytes);
        }
        file.sync(); // shows as well that the disk takes something
    }

    private void write(byte[] bytes) throws IOException {
        try {
            file.write(lengthBytes, bytes);
            file.sync();
        } catch (IOException e) {
            cutOff(e);
            throw new IOException("journal: " + StateDirectory.reason(e), e);
        }
        lengthBytes += bytes.length;
    }

    /** Of a record that was reported failed nothing may be read back. */
    private void cutOff(IOException cause) {
        try {
            file.truncate(lengthBytes);
            file.sync();
        } catch (IOException e) {
            breakOff(
                    "an append failed ("
                            + StateDirectory.reason(cause)
                            + ") and could not be undone ("
                            + StateDirectory.reason(e)
                            + ")");
        }
    }

    /** Keeps what may still be asked for. Where that fails, the old file goes on. */
    private void rewrite() {
        byte[] content = content();
        JournalFile next;
        try {
            next = writeNew(content);
        } catch (IOException e) {
            notRewritten(e);
            return;
        }
        try {
            files.rename(newPath(), directory.path().resolve(NAME));
        } catch (IOException e) {
            closeQuietly(next);
            notRewritten(e);
            return;
        }
        closeQuietly(file);
        file = next;
        lengthBytes = content.length;
        rewriteAtBytes = Math.max(rewriteBytes, 2 * lengthBytes);
        try {
            files.syncDirectory(directory.path());
        } catch (IOException e) {
            // A restart may find the old file, and would miss what is appended to this one.
            breakOff(
                    "it was rewritten and its directory could not be synced ("
                            + StateDirectory.reason(e)
                            + ")");
        }
    }

    private void notRewritten(IOException e) {
        notices.accept("journal: was not rewritten: " + StateDirectory.reason(e));
        rewriteAtBytes = lengthBytes + rewriteBytes; // not again with each record
        try {
            files.delete(newPath());
        } catch (IOException left) {
            // The next start deletes it.
        }
    }

    /** A whole journal under the other name, on the disk. */
    private JournalFile writeNew(byte[] content) throws IOException {
        files.delete(newPath());
        JournalFile next = files.open(newPath());
        try {
            next.write(0, content);
            next.sync();
            return next;
        } catch (IOException e) {
            closeQuietly(next);
            throw e;
        }
    }

    /** All that is kept, as a file has it. */
    private byte[] content() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(JournalFormat.header());
        for (Kept kept : state.kept()) {
            content.writeBytes(JournalFormat.encode(kept.record(), kept.meaning()));
        }
        return content.toByteArray();
    }

    private void breakOff(String reason) {
        broken = reason + "; restart the daemon";
        notices.accept("journal: takes no more records: " + broken);
    }

    private Path newPath() {
        return directory.path().resolve(NEW_NAME);
    }

    private static void closeQuietly(Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            // What it held is of no more use.
        }
    }
}
