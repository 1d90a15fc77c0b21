package org.pagurus.experiments.bench.compression;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

/**
 * A file with a memory's pages in order, nothing else; compressed with zstd if its name says so.
 */
final class RawImage implements BenchImage {
    private static final String COMPRESSED = ".zst";

    /** What {@code zstd --long} makes; longer windows would take gigabytes to read. */
    private static final int MAX_WINDOW_LOG = 27;

    private static final int BUFFER_BYTES = 1 << 20;

    private final Path file;
    private final long pageCount;
    private final ProfiledClasses classes = new ProfiledClasses();

    private RawImage(Path file, long pageCount) {
        this.file = file;
        this.pageCount = pageCount;
    }

    /** Reads the file once to learn its size. */
    static RawImage open(Path file) throws BenchException {
        long bytes = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = in(file)) {
            if (in instanceof ZstdInputStream) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    bytes += count;
                }
            } else {
                bytes = Files.size(file);
            }
        } catch (IOException e) {
            throw new BenchException(file + " can't be read: " + e.getMessage(), e);
        }
        if (bytes == 0 || bytes % Page.SIZE_BYTES != 0 || bytes > GuestMemory.MAX_BYTES) {
            throw new BenchException(
                    "expected whole pages of 4096 bytes up to 64GiB, found "
                            + bytes
                            + " bytes in "
                            + file);
        }
        return new RawImage(file, Page.count(bytes));
    }

    @Override
    public String name() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public long pageCount() {
        return pageCount;
    }

    @Override
    public void load(GuestMemory memory) throws BenchException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = memory.sizeBytes();
        try (InputStream in = in(file)) {
            while (left > 0) {
                int count = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
                if (count == 0) {
                    throw new BenchException(file + " has become shorter meanwhile");
                }
                MemorySegment.copy(
                        buffer,
                        0,
                        memory.segment(),
                        ValueLayout.JAVA_BYTE,
                        memory.sizeBytes() - left,
                        count);
                left -= count;
            }
        } catch (IOException e) {
            throw new BenchException(file + " can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String classOf(GuestMemory memory, long page) {
        return classes.of(memory, page);
    }

    private static InputStream in(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        if (!file.toString().endsWith(COMPRESSED)) {
            return in;
        }
        return new ZstdInputStream(in).setLongMax(MAX_WINDOW_LOG);
    }
}
