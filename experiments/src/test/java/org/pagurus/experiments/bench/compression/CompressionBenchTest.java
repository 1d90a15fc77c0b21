package org.pagurus.experiments.bench.compression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.protocol.PageFrame;

class CompressionBenchTest {
    private static final long PAGES = 2 * Page.PER_CHUNK + 3;

    @Test
    void versionsOfTheImageServeTheIntervals() throws Exception {
        List<String> progress = new ArrayList<>();
        ImageResult result =
                CompressionBench.run(
                                settings("fixed:xbzrle"),
                                List.of(new CountingImage(true)),
                                progress::add)
                        .images()
                        .getFirst();
        assertEquals(List.of(PAGES, PAGES), result.intervalPages());
        CodingResult xbzrle = result.codings().getFirst();
        assertEquals(List.of(CodecId.RAW), xbzrle.pages().stream().map(PageShare::codec).toList());
        // Nine frames and two ends; three bytes of the table for each page, one more for seven that
        // begin a frame behind page 127; three bytes for each change.
        long bytes = 11 * PageFrame.HEADER_BYTES + 3 * PAGES + 7 + 3 * PAGES;
        assertEquals(List.of(bytes, bytes), xbzrle.intervalBytes());
        assertEquals(List.of("counting: fixed:xbzrle", "counting: oracle"), progress);
    }

    @Test
    void aDeltaCacheOfHalfTheImageServesHalfOfThePages() throws Exception {
        BenchSettings half =
                new BenchSettings(
                        1,
                        1,
                        0,
                        PAGES / 2 * Page.SIZE_BYTES,
                        20,
                        1,
                        List.of(SelectorKind.parse("fixed:xbzrle")));
        CodingResult result =
                CompressionBench.run(half, List.of(new CountingImage(true)), line -> {})
                        .images()
                        .getFirst()
                        .codings()
                        .getFirst();
        long rawPages = result.intervalBytes().getFirst() / Page.SIZE_BYTES;
        assertEquals(PAGES / 2.0, rawPages, 4);
    }

    @Test
    void memoryThatCameOutDifferentIsAnError() {
        BenchException e =
                assertThrows(
                        BenchException.class,
                        () ->
                                CompressionBench.run(
                                        settings("fixed:raw"),
                                        List.of(new CountingImage(false)),
                                        line -> {}));
        assertEquals("counting, fixed:raw: the destination's memory differs", e.getMessage());
    }

    private static BenchSettings settings(String coding) {
        return new BenchSettings(
                2, 1, 0, BenchSettings.WHOLE_IMAGE, 20, 1, List.of(SelectorKind.parse(coding)));
    }

    /**
     * Each page's first byte counts the intervals.
     *
     * @param tells whether it says which pages change
     */
    private record CountingImage(boolean tells) implements BenchImage {
        @Override
        public String classOf(GuestMemory memory, long page) {
            return "counting";
        }

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public long pageCount() {
            return PAGES;
        }

        @Override
        public void load(GuestMemory memory) {
            write(memory, 1);
        }

        @Override
        public int intervalCount() {
            return 2;
        }

        @Override
        public void applyInterval(int index, GuestMemory memory, PageBitmap changed) {
            write(memory, index + 2);
            if (tells) {
                changed.setAll();
            }
        }

        private static void write(GuestMemory memory, int value) {
            for (long page = 0; page < PAGES; page++) {
                memory.segment().set(ValueLayout.JAVA_BYTE, Page.offsetBytes(page), (byte) value);
            }
        }
    }
}
