package org.pagurus.experiments.results;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;

/** Where in a journal each run stands. Used by one thread. */
public final class RunIndex {
    /** Ten thousand migrations with a hundred rounds each are shorter. */
    private static final int MAX_LINE_BYTES = 1 << 28;

    private static final int CHUNK_BYTES = 1 << 20;

    private final NavigableMap<RunKey, Line> lines = new TreeMap<>();
    private long endByte;
    private long lost;

    private record Line(long atByte, int bytes) {}

    private RunIndex() {}

    /**
     * Reads a journal from its start up to its last whole line.
     *
     * @throws ResultsException names the line that is not a run, or a run that is there twice
     */
    static RunIndex read(Path file, FileChannel channel) throws IOException, ResultsException {
        RunIndex index = new RunIndex();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        long atByte = 0;
        long lineAtByte = 0;
        int number = 0;
        while (channel.read(chunk.clear(), atByte) > 0) {
            chunk.flip();
            for (int at = 0; at < chunk.limit(); at++) {
                if (chunk.get(at) == '\n') {
                    long endByte = atByte + at + 1;
                    number++;
                    index.addLine(file, channel, number, lineAtByte, endByte);
                    lineAtByte = endByte;
                }
            }
            atByte += chunk.limit();
        }
        return index;
    }

    private void addLine(Path file, FileChannel channel, int number, long from, long to)
            throws IOException, ResultsException {
        String where = file + ":" + number + ": ";
        if (to - from > MAX_LINE_BYTES) {
            throw new ResultsException(
                    where + "expected at most " + MAX_LINE_BYTES + " bytes but found more");
        }
        int bytes = Math.toIntExact(to - from);
        try {
            RunLine line = parse(channel, from, bytes);
            if (lines.containsKey(line.key())) {
                throw new ResultsException(
                        where + "expected each run once but found " + line.key() + " again");
            }
            add(line, from, bytes);
        } catch (IllegalArgumentException e) {
            throw new ResultsException(where + e.getMessage(), e);
        }
    }

    void add(RunLine line, long atByte, int bytes) {
        RunKey key = line.key();
        Line before = lines.putIfAbsent(key, new Line(atByte, bytes));
        if (before != null) {
            throw new IllegalStateException("run: expected a new one but found " + key + " again");
        }
        endByte = atByte + bytes;
        lost += line.isLost() ? 1 : 0;
    }

    /** The runs, by point and repetition. */
    public NavigableSet<RunKey> keys() {
        return Collections.unmodifiableNavigableSet(lines.navigableKeySet());
    }

    public boolean contains(RunKey key) {
        return lines.containsKey(key);
    }

    /** How many of them have lost something: see {@link RunLine#isLost}. */
    public long lost() {
        return lost;
    }

    /** Behind the last whole line. */
    long endByte() {
        return endByte;
    }

    /**
     * A run that is there.
     *
     * @throws ResultsException when it can't be read
     */
    RunLine read(Path file, FileChannel channel, RunKey key) throws ResultsException {
        try {
            Line line = lines.get(key);
            if (line == null) {
                throw new IllegalArgumentException("run: expected a known one but found " + key);
            }
            return parse(channel, line.atByte, line.bytes);
        } catch (IOException | IllegalArgumentException e) {
            throw new ResultsException(file + ": expected " + key + ": " + e, e);
        }
    }

    private static RunLine parse(FileChannel channel, long atByte, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining() && channel.read(buffer, atByte + buffer.position()) > 0) {
            // Most often once is enough.
        }
        return RunLine.parse(new String(buffer.array(), StandardCharsets.UTF_8).strip());
    }
}
