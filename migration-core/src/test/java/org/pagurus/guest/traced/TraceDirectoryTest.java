package org.pagurus.guest.traced;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.guest.GuestException;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;

class TraceDirectoryTest {
    @TempDir private Path temporary = Path.of("");

    private Path copy = Path.of("");

    @BeforeEach
    void copyTheCut() throws IOException {
        copy = TraceFiles.copyCut(temporary);
    }

    @Test
    void readsTheCut() throws GuestException {
        TraceDirectory trace = TraceDirectory.open(TraceFiles.CUT);
        assertEquals("redis-cut", trace.name());
        assertEquals(512, trace.pageCount());
        assertEquals(11, trace.intervalCount());
        assertEquals(104_255_000, trace.durationNs(0));
        assertEquals(291, trace.changedPageCount(10));
    }

    @Test
    void countsWhatTwoIntervalsInARowChange() throws GuestException {
        TraceDirectory trace = TraceDirectory.open(TraceFiles.CUT);
        assertEquals(0, trace.repeatedPageCount(0));
        for (int index = 1; index < trace.intervalCount(); index++) {
            Set<Integer> both = pages(trace, index);
            both.retainAll(pages(trace, index - 1));
            assertEquals(both.size(), trace.repeatedPageCount(index));
        }
        assertTrue(trace.repeatedPageCount(10) > 0);
    }

    private static Set<Integer> pages(TraceDirectory trace, int index) {
        Set<Integer> pages = new HashSet<>();
        for (int page : trace.changedPages(index)) {
            pages.add(page);
        }
        return pages;
    }

    @Test
    void namesTheFieldThatIsWrong() throws IOException {
        assertField("format must be page-trace-1 but is 2", root -> root.put("format", "2"));
        assertField("name must be of the form", root -> root.put("name", "../x"));
        assertField("page_size must be 4096 but is 8192", root -> root.put("page_size", 8192));
        assertField("page_count must be 1 to", root -> root.put("page_count", 0));
        assertField("page_count must be 1 to", root -> root.put("page_count", 1.5));
        assertField("page_count must be 1 to", root -> root.put("page_count", 1L << 40));
        assertField(
                "page_count must be 1 to 16777216 but is missing",
                root -> root.remove("page_count"));
        assertField("base.raw_bytes must be 2097152", root -> base(root).put("raw_bytes", 4096));
        assertField(
                "base.file must be of the form", root -> base(root).put("file", "../../secret"));
        assertField("final_sha256 must be of the form", root -> root.put("final_sha256", "abc"));
        assertField(
                "intervals must be an array of 1 to 1000 intervals but is 0 intervals",
                root -> root.putArray("intervals"));
        assertField(
                "intervals must be an array of 1 to 1000 intervals but is missing",
                root -> root.remove("intervals"));
        assertField(
                "intervals[2].running_s must be seconds of more than 0 up to 3600 but is 0.0",
                root -> TraceFiles.interval(root, 2).put("running_s", 0.0));
        assertField(
                "intervals[3].pages_changed must be 0 to 512 but is 513",
                root -> TraceFiles.interval(root, 3).put("pages_changed", 513));
        assertField(
                "intervals[4].file must be a string but is 5",
                root -> TraceFiles.interval(root, 4).put("file", 5));
    }

    @Test
    void refusesADocumentThatIsNotJson() throws IOException {
        Files.writeString(copy.resolve("trace.json"), "{\"format\": }");
        assertRefused("trace.json must be a JSON document but is not, at byte ");
    }

    @Test
    void refusesAnEmptyDocument() throws IOException {
        Files.writeString(copy.resolve("trace.json"), "");
        assertRefused("trace.json: field format must be a string but is missing");
    }

    @Test
    void refusesAHugeDocument() throws IOException {
        Files.write(copy.resolve("trace.json"), new byte[(1 << 20) + 1]);
        assertRefused("trace.json must have at most 1048576 bytes but has 1048577");
    }

    @Test
    void refusesAMissingDirectory() throws IOException {
        Files.delete(copy.resolve("trace.json"));
        assertRefused(copy.resolve("trace.json") + " cannot be read: ");
    }

    @Test
    void refusesAMissingFile() throws IOException {
        Files.delete(copy.resolve("interval-05.pages.zst"));
        assertRefused(copy.resolve("interval-05.pages.zst") + " cannot be read: ");
    }

    @Test
    void refusesAFileThatWasCutShort() throws IOException {
        Path file = copy.resolve("interval-05.pages.zst");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        assertRefused(
                "interval-05.pages.zst must have the "
                        + bytes.length
                        + " bytes of field compressed_bytes but has "
                        + (bytes.length - 1));
    }

    @Test
    void refusesAFileThatCannotBeDecompressed() throws IOException {
        Path file = copy.resolve("interval-01.pages.zst");
        byte[] bytes = Files.readAllBytes(file);
        bytes[0] ^= 1;
        Files.write(file, bytes);
        assertRefused("interval-01.pages.zst cannot be decompressed at byte 0: ");
    }

    @Test
    void refusesADamagedFile() throws IOException {
        Path file = copy.resolve("interval-03.pages.zst");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, bytes);
        assertRefused("interval-03.pages.zst ");
    }

    @Test
    void refusesAPageBeyondTheImage() throws IOException {
        TraceFiles.replaceFirstInterval(copy, TraceFiles.records(7, 512), 2);
        assertRefused(
                "interval-01.pages.zst at byte 4104: page number must be below 512 but is 512");
    }

    @Test
    void refusesPagesOutOfOrder() throws IOException {
        TraceFiles.replaceFirstInterval(copy, TraceFiles.records(7, 7), 2);
        assertRefused(
                "interval-01.pages.zst at byte 4104: page number must be above the one before, 7,"
                        + " but is 7");
    }

    @Test
    void refusesATruncatedRecord() throws IOException {
        byte[] records = TraceFiles.records(7, 8);
        TraceFiles.replaceFirstInterval(copy, Arrays.copyOf(records, records.length - 1), 2);
        assertRefused(
                "interval-01.pages.zst at byte 8199: content of page 8 must have 4096 bytes but has"
                        + " 4095");
        TraceFiles.replaceFirstInterval(copy, Arrays.copyOf(records, 4104), 2);
        assertRefused("interval-01.pages.zst at byte 4104: content of page 8 is missing");
        TraceFiles.replaceFirstInterval(copy, Arrays.copyOf(records, 4102), 2);
        assertRefused(
                "interval-01.pages.zst at byte 4102: page number must have 4 bytes but has 2");
    }

    @Test
    void refusesAMiscountedInterval() throws IOException {
        TraceFiles.replaceFirstInterval(copy, TraceFiles.records(7, 8), 3);
        assertRefused(
                "interval-01.pages.zst must have the 3 records of field pages_changed but has 2");
        TraceFiles.replaceFirstInterval(copy, TraceFiles.records(7, 8), 1);
        assertRefused(
                "interval-01.pages.zst must have the 1 records of field pages_changed but has more");
    }

    @Test
    void refusesABaseOfAnotherSize() throws IOException, GuestException {
        for (int pages : new int[] {511, 513}) {
            byte[] base = Zstd.compress(new byte[pages * Page.SIZE_BYTES]);
            Files.write(copy.resolve("base.raw.zst"), base);
            TraceFiles.editJson(copy, root -> base(root).put("compressed_bytes", base.length));
            TraceDirectory trace = TraceDirectory.open(copy);
            try (GuestMemory memory = GuestMemory.allocate(512 * Page.SIZE_BYTES)) {
                GuestException error =
                        assertThrows(GuestException.class, () -> trace.loadBase(memory));
                String expected =
                        pages == 511
                                ? "base.raw.zst at byte 2093056: must have 512 pages but has 511"
                                : "base.raw.zst at byte 2097153: must end after 512 pages but goes on";
                assertEquals(expected, error.getMessage());
            }
        }
    }

    private static ObjectNode base(ObjectNode root) {
        return (ObjectNode) root.path("base");
    }

    private void assertField(String message, Consumer<ObjectNode> edit) throws IOException {
        byte[] original = Files.readAllBytes(copy.resolve("trace.json"));
        TraceFiles.editJson(copy, edit);
        assertRefused("trace.json: field " + message);
        Files.write(copy.resolve("trace.json"), original);
    }

    private void assertRefused(String message) {
        GuestException error = assertThrows(GuestException.class, () -> TraceDirectory.open(copy));
        assertTrue(String.valueOf(error.getMessage()).startsWith(message), error.getMessage());
    }
}
