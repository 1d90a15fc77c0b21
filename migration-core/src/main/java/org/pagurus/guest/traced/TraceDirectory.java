package org.pagurus.guest.traced;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.traced.TraceDescription.Interval;
import org.pagurus.guest.traced.TraceDescription.TraceFile;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;

/**
 * A page trace: a memory image and what changed in it over time, as {@code trace.json} describes
 * it. Opening reads every interval once, so that a replay never finds a broken file; contents are
 * read again when they are needed and not kept. Immutable.
 */
public final class TraceDirectory {
    private static final String JSON_FILE = "trace.json";
    private static final long MAX_JSON_BYTES = 1 << 20;

    private final Path directory;
    private final TraceDescription description;

    /** The pages that each interval changes, ascending. */
    private final List<int[]> changedPages;

    private TraceDirectory(Path directory, TraceDescription description, List<int[]> changedPages) {
        this.directory = directory;
        this.description = description;
        this.changedPages = List.copyOf(changedPages);
    }

    /**
     * Opens and checks a trace.
     *
     * @throws GuestException when a file is missing or not what {@code trace.json} says; the
     *     message names the file, the field and the offset
     */
    public static TraceDirectory open(Path directory) throws GuestException {
        TraceDescription description = TraceJson.read(readJson(directory), JSON_FILE);
        checkSize(directory, description.baseFile());
        for (Interval interval : description.intervals()) {
            checkSize(directory, interval.file());
        }
        List<int[]> changedPages = new ArrayList<>();
        for (Interval interval : description.intervals()) {
            changedPages.add(scan(directory, interval, description.pageCount()));
        }
        return new TraceDirectory(directory, description, changedPages);
    }

    public String name() {
        return description.name();
    }

    /** The pages of the image. */
    public long pageCount() {
        return description.pageCount();
    }

    /** Of the image after all intervals, in lower-case hex. It tells one trace from another. */
    public String finalSha256() {
        return description.finalSha256();
    }

    public int intervalCount() {
        return description.intervals().size();
    }

    /** How long the traced guest ran in interval {@code index}. */
    public long durationNs(int index) {
        return description.intervals().get(index).durationNs();
    }

    /** How many pages interval {@code index} changes. */
    public int changedPageCount(int index) {
        return changedPages.get(index).length;
    }

    /** How many of these the interval before changed too; none of the first. */
    public int repeatedPageCount(int index) {
        if (index == 0) {
            return 0;
        }
        PageBitmap before = new PageBitmap(pageCount());
        for (int page : changedPages.get(index - 1)) {
            before.set(page);
        }
        int repeated = 0;
        for (int page : changedPages.get(index)) {
            repeated += before.get(page) ? 1 : 0;
        }
        return repeated;
    }

    /** Writes the image to the first pages of a memory that is all zero. */
    public void loadBase(GuestMemory memory) throws GuestException {
        byte[] content = new byte[Page.SIZE_BYTES];
        try (ZstdFile file = new ZstdFile(path(description.baseFile()))) {
            for (long page = 0; page < pageCount(); page++) {
                if (!file.read(content, 0, Page.SIZE_BYTES, "page " + page)) {
                    throw file.error("must have " + pageCount() + " pages but has " + page);
                }
                copyUnlessZero(content, memory.segment(), Page.offsetBytes(page));
            }
            if (file.read(content, 0, 1, "end of file")) {
                throw file.error("must end after " + pageCount() + " pages but goes on");
            }
        }
    }

    /**
     * Writes the pages that interval {@code index} changes.
     *
     * @param memory its first pages hold the image as it was before the interval
     * @param changed these pages are added to it
     */
    public void applyInterval(int index, GuestMemory memory, PageBitmap changed)
            throws GuestException {
        byte[] content = new byte[Page.SIZE_BYTES];
        try (RecordReader reader = openInterval(index)) {
            for (long page = reader.next(content, 0); page >= 0; page = reader.next(content, 0)) {
                MemorySegment.copy(
                        content,
                        0,
                        memory.segment(),
                        ValueLayout.JAVA_BYTE,
                        Page.offsetBytes(page),
                        Page.SIZE_BYTES);
                changed.set(page);
            }
        }
    }

    /** The pages that interval {@code index} changes, ascending. Not to be written to. */
    int[] changedPages(int index) {
        return changedPages.get(index);
    }

    /** Reads the records of interval {@code index} from the first on. */
    RecordReader openInterval(int index) throws GuestException {
        return new RecordReader(path(description.intervals().get(index).file()), pageCount());
    }

    private Path path(TraceFile file) {
        return directory.resolve(file.name());
    }

    /** A page that is never touched takes no room. */
    private static void copyUnlessZero(byte[] content, MemorySegment memory, long offset) {
        for (byte b : content) {
            if (b != 0) {
                MemorySegment.copy(
                        content, 0, memory, ValueLayout.JAVA_BYTE, offset, Page.SIZE_BYTES);
                return;
            }
        }
    }

    private static byte[] readJson(Path directory) throws GuestException {
        Path path = directory.resolve(JSON_FILE);
        try {
            long bytes = Files.size(path);
            if (bytes > MAX_JSON_BYTES) {
                throw new GuestException(
                        JSON_FILE
                                + " must have at most "
                                + MAX_JSON_BYTES
                                + " bytes but has "
                                + bytes);
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new GuestException(path + " cannot be read: " + e, e);
        }
    }

    private static void checkSize(Path directory, TraceFile file) throws GuestException {
        Path path = directory.resolve(file.name());
        try {
            long bytes = Files.size(path);
            if (bytes != file.compressedBytes()) {
                throw new GuestException(
                        file.name()
                                + " must have the "
                                + file.compressedBytes()
                                + " bytes of field compressed_bytes but has "
                                + bytes);
            }
        } catch (IOException e) {
            throw new GuestException(path + " cannot be read: " + e, e);
        }
    }

    private static int[] scan(Path directory, Interval interval, long pageCount)
            throws GuestException {
        String name = interval.file().name();
        int[] pages = new int[interval.pagesChanged()];
        byte[] content = new byte[Page.SIZE_BYTES];
        try (RecordReader reader = new RecordReader(directory.resolve(name), pageCount)) {
            int count = 0;
            for (long page = reader.next(content, 0); page >= 0; page = reader.next(content, 0)) {
                if (count == pages.length) {
                    throw miscounted(name, pages.length, "more");
                }
                pages[count++] = (int) page;
            }
            if (count < pages.length) {
                throw miscounted(name, pages.length, Integer.toString(count));
            }
        }
        return pages;
    }

    private static GuestException miscounted(String name, int expected, String found) {
        return new GuestException(
                name
                        + " must have the "
                        + expected
                        + " records of field pages_changed but has "
                        + found);
    }
}
