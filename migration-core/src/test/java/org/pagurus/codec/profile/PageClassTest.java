package org.pagurus.codec.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.PageContents;
import org.pagurus.memory.Page;

class PageClassTest {
    private static final int UNASKED = -1;

    /** A feature of -1 must not be asked for. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # zero words, repeats, byte values, similar words
                    512,  -1,  -1,  -1, ZERO
                    511,  -1,  -1,  -1, SPARSE
                    448,  -1,  -1,  -1, SPARSE
                    447, 255,  -1,  -1, UNIFORM
                      0, 232,  -1,  -1, UNIFORM
                      0, 231,  -1,  -1, REPETITIVE
                    100, 192,  -1,  -1, REPETITIVE
                      0, 191,  -1,  -1, REGULAR
                      0, 160,  -1,  -1, REGULAR
                      0, 159,  -1,  -1, STRUCTURED
                      0, 104,  -1,  -1, STRUCTURED
                      0, 103,   1,  -1, TEXT
                      0,  72,  48,  -1, TEXT
                      0,  71,  48,  -1, PROSE
                      0,  36,  48,  -1, PROSE
                      0, 103,  49,  -1, CODE
                      0,  36,  72,  -1, CODE
                      0, 103,  73,  -1, DENSE
                      0,  36, 128,  -1, DENSE
                      0,  35, 128,  -1, INCOMPRESSIBLE
                      0,   0,  73,  -1, INCOMPRESSIBLE
                      0,  35,  72, 256, SIMILAR
                      0,   0,  20, 160, SIMILAR
                      0,  35,  72, 159, MIXED
                      0,   0,  49,   0, MIXED
                      0,  35,  48, 159, PROSE
                      0,   0,   1,   0, PROSE
                    """)
    void isDecidedBy(
            int zeroWords, int repeats, int byteValues, int similarWords, PageClass expected) {
        assertEquals(
                expected, PageClass.of(new Given(zeroWords, repeats, byteValues, similarWords)));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    zero,   ZERO
                    sparse, SPARSE
                    text,   TEXT
                    heap,   STRUCTURED
                    random, INCOMPRESSIBLE
                    """)
    void syntheticContentIsMostlyOfOneClass(String content, PageClass expected) {
        int pages = 500;
        PageContents contents = new PageContents(ContentMix.parse(content + "=100"), 7);
        PageProfiler profiler = new PageProfiler();
        int found = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Page.offsetBytes(pages));
            for (int page = 0; page < pages; page++) {
                contents.fill(memory, page);
                profiler.profile(memory, Page.offsetBytes(page));
                found += PageClass.of(profiler) == expected ? 1 : 0;
            }
        }
        assertEquals(1, found / (double) pages, 0.25);
    }

    @Test
    void wordsThatShareTheirUpperBitsAloneAreSimilar() {
        byte[] page = new byte[Page.SIZE_BYTES];
        Random random = new Random(3);
        for (int i = 0; i < Page.SIZE_BYTES; i += Integer.BYTES) {
            page[i] = (byte) random.nextInt();
            page[i + 1] = (byte) random.nextInt(4);
            page[i + 2] = 0x41;
            page[i + 3] = 0x22;
        }
        PageProfiler profiler = new PageProfiler();
        profiler.profile(MemorySegment.ofArray(page), 0);
        assertEquals(PageClass.SIMILAR, PageClass.of(profiler));
    }

    /** Features without a page. */
    private record Given(int words, int sequences, int values, int alike) implements PageFeatures {
        @Override
        public int zeroWords() {
            return asked("zeroWords", words);
        }

        @Override
        public int zeroBytes() {
            return asked("zeroBytes", UNASKED);
        }

        @Override
        public int repeats() {
            return asked("repeats", sequences);
        }

        @Override
        public int byteValues() {
            return asked("byteValues", values);
        }

        @Override
        public int similarWords() {
            return asked("similarWords", alike);
        }

        private static int asked(String feature, int value) {
            if (value == UNASKED) {
                throw new AssertionError(feature + " was asked for in vain");
            }
            return value;
        }
    }
}
