package org.pagurus.codec.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.memory.Page;

class DeltaClassTest {
    /** Runs of 0 must not be asked for. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # changed words, changed runs
                     -1,   0, UNKNOWN
                      0,   0, UNCHANGED
                      1,   0, NUDGED
                     24,   0, NUDGED
                     25,   0, TOUCHED
                    128,   0, TOUCHED
                    129,   0, REWRITTEN
                    320,   0, REWRITTEN
                    321,   1, REPLACED
                    512,   1, REPLACED
                    321,   2, MOVED
                    511, 170, MOVED
                    """)
    void isDecidedBy(int changedWords, int changedRuns, DeltaClass expected) {
        assertEquals(expected, DeltaClass.of(new Given(changedWords, changedRuns)));
    }

    @Test
    void pageProfiledWithoutReferenceIsUnknown() {
        PageProfiler profiler = new PageProfiler();
        MemorySegment page = MemorySegment.ofArray(new byte[Page.SIZE_BYTES]);
        profiler.profile(page, 0, page, 0);
        assertEquals(DeltaClass.UNCHANGED, DeltaClass.of(profiler));
        profiler.profile(page, 0);
        assertEquals(DeltaClass.UNKNOWN, DeltaClass.of(profiler));
    }

    /** A distance without pages. */
    private record Given(int words, int runs) implements PageDistance {
        @Override
        public int changedWords() {
            return words;
        }

        @Override
        public int changedRuns() {
            if (runs == 0) {
                throw new AssertionError("changedRuns was asked for in vain");
            }
            return runs;
        }
    }
}
