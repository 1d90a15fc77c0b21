package org.pagurus.experiments.results;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NavigableSet;

/**
 * The runs of a folder, to be read in any order, also while more are added by another process:
 * those are not seen. Used by one thread.
 */
public final class Runs implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final RunIndex index;

    private Runs(Path file, FileChannel channel, RunIndex index) {
        this.file = file;
        this.channel = channel;
        this.index = index;
    }

    /**
     * Opens the journal of a folder.
     *
     * @throws ResultsException when there is none, or a line is not a run
     */
    public static Runs open(Path folder) throws ResultsException {
        Path file = folder.resolve(ResultFiles.RUNS);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                return new Runs(file, channel, RunIndex.read(file, channel));
            } catch (IOException | ResultsException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ResultsException(file + ": expected a journal that can be read: " + e, e);
        }
    }

    /** Those that are there, by point and repetition. */
    public NavigableSet<RunKey> keys() {
        return index.keys();
    }

    /**
     * One that is there.
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
}
