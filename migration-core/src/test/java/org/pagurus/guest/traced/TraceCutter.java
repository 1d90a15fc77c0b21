package org.pagurus.guest.traced;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.pagurus.guest.GuestException;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

/**
 * Cuts a small trace out of a large one: a contiguous stretch of pages, renumbered from 0, and all
 * that the intervals change in it. The stretch is the one in which most pages change.
 *
 * <p>Usage: {@code TraceCutter SOURCE_DIRECTORY CUT_DIRECTORY PAGES}; the cut is named after its
 * directory. It is how {@code src/test/resources/traces} was made.
 */
public final class TraceCutter {
    private static final int COMPRESSION_LEVEL = 19;
    private static final double NS_PER_SECOND = 1e9;

    private final TraceDirectory source;
    private final Path cut;
    private final int firstPage;
    private final int pages;
    private final byte[] image;

    private TraceCutter(TraceDirectory source, Path cut, int pages) {
        this.source = source;
        this.cut = cut;
        this.pages = pages;
        this.firstPage = busiest(source, pages);
        this.image = new byte[pages * Page.SIZE_BYTES];
    }

    public static void main(String[] arguments) throws IOException, GuestException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException(
                    "usage: TraceCutter SOURCE_DIRECTORY CUT_DIRECTORY PAGES");
        }
        TraceDirectory source = TraceDirectory.open(Path.of(arguments[0]));
        Path cut = Files.createDirectories(Path.of(arguments[1]));
        new TraceCutter(source, cut, Integer.parseInt(arguments[2])).write();
    }

    private void write() throws IOException, GuestException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = json.createObjectNode();
        root.put("format", TraceJson.FORMAT);
        root.put("name", String.valueOf(cut.getFileName()));
        root.put(
                "cut_from",
                source.name() + ", pages " + firstPage + " to " + (firstPage + pages - 1));
        root.put("page_size", Page.SIZE_BYTES);
        root.put("page_count", pages);
        root.put("ram_bytes", image.length);
        loadImage();
        ObjectNode base = root.putObject("base");
        writeFile(base, "base.raw.zst", image);
        base.put("raw_bytes", image.length);
        base.put("sha256", imageSha256());
        ArrayNode intervals = root.putArray("intervals");
        for (int i = 0; i < source.intervalCount(); i++) {
            writeInterval(intervals.addObject(), i);
        }
        root.put("final_sha256", imageSha256());
        Files.write(cut.resolve("trace.json"), json.writeValueAsBytes(root));
    }

    private void writeInterval(ObjectNode node, int index) throws IOException, GuestException {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        byte[] content = new byte[Page.SIZE_BYTES];
        int changed = 0;
        try (RecordReader reader = source.openInterval(index)) {
            for (long page = reader.next(content, 0); page >= 0; page = reader.next(content, 0)) {
                int inCut = (int) page - firstPage;
                if (inCut >= 0 && inCut < pages) {
                    records.write(number(inCut));
                    records.write(content);
                    System.arraycopy(content, 0, image, inCut * Page.SIZE_BYTES, Page.SIZE_BYTES);
                    changed++;
                }
            }
        }
        node.put("index", index + 1);
        writeFile(
                node,
                String.format(Locale.ROOT, "interval-%02d.pages.zst", index + 1),
                records.toByteArray());
        node.put("running_s", source.durationNs(index) / NS_PER_SECOND);
        node.put("pages_changed", changed);
        node.put("raw_bytes", changed * Page.SIZE_BYTES);
        node.put("record_bytes", records.size());
        node.put("sha256_after", imageSha256());
    }

    private void loadImage() throws GuestException {
        try (GuestMemory memory = GuestMemory.allocate(Page.offsetBytes(source.pageCount()))) {
            source.loadBase(memory);
            MemorySegment.copy(
                    memory.segment(),
                    ValueLayout.JAVA_BYTE,
                    Page.offsetBytes(firstPage),
                    image,
                    0,
                    image.length);
        }
    }

    private void writeFile(ObjectNode node, String name, byte[] bytes) throws IOException {
        try (ZstdCompressCtx compressor = new ZstdCompressCtx()) {
            byte[] compressed =
                    compressor.setLevel(COMPRESSION_LEVEL).setChecksum(true).compress(bytes);
            Files.write(cut.resolve(name), compressed);
            node.put("file", name);
            node.put("compressed_bytes", compressed.length);
        }
    }

    private String imageSha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] number(int page) {
        return ByteBuffer.allocate(RecordReader.HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(page)
                .array();
    }

    /** The first page of the stretch with the most changes. */
    private static int busiest(TraceDirectory source, int pages) {
        int pageCount = (int) source.pageCount();
        if (pages < 1 || pages > pageCount) {
            throw new IllegalArgumentException(
                    "PAGES must be 1 to " + pageCount + " but is " + pages);
        }
        int[] changes = new int[pageCount];
        for (int i = 0; i < source.intervalCount(); i++) {
            for (int page : source.changedPages(i)) {
                changes[page]++;
            }
        }
        int inStretch = 0;
        int most = -1;
        int first = 0;
        for (int end = 1; end <= pageCount; end++) {
            inStretch += changes[end - 1];
            if (end > pages) {
                inStretch -= changes[end - 1 - pages];
            }
            if (end >= pages && inStretch > most) {
                most = inStretch;
                first = end - pages;
            }
        }
        return first;
    }
}
