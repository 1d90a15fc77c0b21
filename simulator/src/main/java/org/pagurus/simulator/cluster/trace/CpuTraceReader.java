package org.pagurus.simulator.cluster.trace;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads CPU traces in the PlanetLab format: one whole percentage a line, every {@value
 * CpuTraces#INTERVAL_SECONDS} s, nothing else. Lines may end with LF or CRLF, the last one with
 * neither. What is read is bounded before it is read: the length of a line, the lines of a file,
 * the files of a directory.
 */
public final class CpuTraceReader {
    public static final int MAX_FILES = 1 << 20;

    private static final String VALUE = "a whole number from 0 to 100";

    /** The longest line that can be right is "100" and CR; a longer one is shown cut. */
    private static final int MAX_LINE_BYTES = 16;

    private CpuTraceReader() {}

    /**
     * Reads every file of a directory, in the order of their names.
     *
     * @param maxSamples the most lines of a file, from 1
     * @throws TraceException when there are none or one is not as expected
     */
    public static CpuTraces readDirectory(Path directory, int maxSamples)
            throws TraceException, IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(directory)) {
            files = found.filter(Files::isRegularFile).limit(MAX_FILES + 1L).sorted().toList();
        }
        if (files.isEmpty() || files.size() > MAX_FILES) {
            throw new TraceException(
                    directory.toString(),
                    "1 to " + MAX_FILES + " trace files",
                    files.isEmpty() ? "none" : "more");
        }
        byte[][] percents = new byte[files.size()][];
        for (int i = 0; i < percents.length; i++) {
            percents[i] = read(files.get(i), maxSamples);
        }
        return new CpuTraces(percents);
    }

    /**
     * Reads one file.
     *
     * @return percentages, oldest first; at least one
     */
    public static byte[] read(Path file, int maxSamples) throws TraceException, IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(String.valueOf(file.getFileName()), in, maxSamples);
        }
    }

    private static byte[] read(String name, InputStream in, int maxSamples)
            throws TraceException, IOException {
        byte[] percents = new byte[Math.min(maxSamples, CpuTraces.SAMPLES_PER_DAY)];
        byte[] line = new byte[MAX_LINE_BYTES];
        int samples = 0;
        for (int length = readLine(in, line); length >= 0; length = readLine(in, line)) {
            if (samples == maxSamples) {
                throw new TraceException(
                        where(name, samples), "the end after " + maxSamples + " lines", "more");
            }
            if (samples == percents.length) {
                percents = Arrays.copyOf(percents, Math.min(maxSamples, 2 * samples));
            }
            percents[samples] = percent(where(name, samples), line, length);
            samples++;
        }
        if (samples == 0) {
            throw new TraceException(name, VALUE + " a line", "an empty file");
        }
        return Arrays.copyOf(percents, samples);
    }

    /** The length of the next line, cut to the buffer, or -1 after the last. */
    private static int readLine(InputStream in, byte[] line) throws IOException {
        int next = in.read();
        if (next < 0) {
            return -1;
        }
        int length = 0;
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (length == line.length) {
                return length;
            }
            line[length++] = (byte) next;
        }
        return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    }

    private static byte percent(String where, byte[] line, int length) throws TraceException {
        int value = 0;
        for (int i = 0; i < length; i++) {
            if (line[i] < '0' || line[i] > '9') {
                throw new TraceException(where, VALUE, shown(line, length));
            }
            value = Math.min(101, value * 10 + line[i] - '0');
        }
        if (length == 0 || length == line.length || value > 100) {
            throw new TraceException(where, VALUE, shown(line, length));
        }
        return (byte) value;
    }

    private static String shown(byte[] line, int length) {
        if (length == 0) {
            return "an empty line";
        }
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < length; i++) {
            char c = (char) (line[i] & 0xff);
            text.append(c >= ' ' && c < 127 ? c : '?');
        }
        return text.append(length == line.length ? "...\"" : "\"").toString();
    }

    private static String where(String name, int samples) {
        return name + ":" + (samples + 1);
    }
}
