package org.pagurus.experiments.results;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The journal of an experiment, open for more: {@code runs.jsonl}, a line for each run that is
 * finished, in the order in which they were. One process at a time has it. What a process left that
 * was killed while it wrote, a line without an end, is dropped. Used by one thread.
 */
public final class Journal implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final RunIndex index;

    private Journal(Path file, FileChannel channel, RunIndex index) {
        this.file = file;
        this.channel = channel;
        this.index = index;
    }

    /**
     * Opens the journal in a folder, which is made when there is none.
     *
     * @throws ResultsException when it can't be, another process has it, or a line is not a run
     */
    public static Journal open(Path folder) throws ResultsException {
        Path file = folder.resolve(ResultFiles.RUNS);
        try {
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            try {
                lock(file, channel);
                RunIndex index = RunIndex.read(file, channel);
                channel.truncate(index.endByte());
                channel.position(index.endByte());
                return new Journal(file, channel, index);
            } catch (IOException | ResultsException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ResultsException(file + ": expected a file that can be written: " + e, e);
        }
    }

    /** The runs that are finished. */
    public RunIndex index() {
        return index;
    }

    /**
     * Adds runs, which are finished when this returns: they are on the disk.
     *
     * @throws ResultsException when they can't be written; some may be there, the rest is not
     */
    public void append(List<RunLine> lines) throws ResultsException {
        if (lines.isEmpty()) {
            return;
        }
        try {
            for (RunLine line : lines) {
                byte[] bytes = (line.text() + "\n").getBytes(StandardCharsets.UTF_8);
                long at = channel.position();
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                index.add(line, at, bytes.length);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new ResultsException(file + ": expected a file that can be written: " + e, e);
        }
    }

    /**
     * A run that is there.
     *
     * @throws ResultsException when it can't be read
     */
    public RunLine read(RunKey key) throws ResultsException {
        return index.read(file, channel, key);
    }

    @Override
    public void close() throws ResultsException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ResultsException(file + ": expected a file that can be closed: " + e, e);
        }
    }

    private static void lock(Path file, FileChannel channel) throws IOException, ResultsException {
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new ResultsException(
                    file + ": expected a folder that nobody writes to but found another run at it");
        }
    }
}
