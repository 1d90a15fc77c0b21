package org.pagurus.codec.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pagurus.memory.Page;

class ProfileClassifierTest {
    private final ProfileClassifier classifier = new ProfileClassifier();

    /** A window of noise takes as much as the pages themselves, and long. */
    @Test
    void noiseIsNotExpectedToGainFromTheWindow() {
        MemorySegment noise = noise(1);
        assertEquals(1, scale(noise, null));
        assertEquals(1, scale(noise, noise(2)), "replaced by other noise");
    }

    @Test
    void noiseThatTheWindowHasSeenIsExpectedToGain() {
        MemorySegment before = noise(1);
        MemorySegment page = noise(1);
        page.set(ValueLayout.JAVA_INT, 128, 7);
        assertTrue(scale(page, before) < 0.5);
    }

    @Test
    void wordsAreExpectedToGainFromTheWindow() {
        MemorySegment words = MemorySegment.ofArray(new int[Page.SIZE_BYTES / Integer.BYTES]);
        SplittableRandom random = new SplittableRandom(1);
        for (long at = 0; at < Page.SIZE_BYTES; at += Integer.BYTES) {
            words.set(ValueLayout.JAVA_INT, at, 0x6574_6100 + random.nextInt(200));
        }
        assertTrue(scale(words, null) < 0.8);
    }

    private double scale(MemorySegment page, @Nullable MemorySegment version) {
        return classifier.expectedWindowScale(
                classifier.classOf(
                        page,
                        0,
                        version == null ? page : version,
                        version == null ? PageSelector.NO_VERSION : 0));
    }

    private static MemorySegment noise(long seed) {
        MemorySegment page = MemorySegment.ofArray(new int[Page.SIZE_BYTES / Integer.BYTES]);
        SplittableRandom random = new SplittableRandom(seed);
        for (long at = 0; at < Page.SIZE_BYTES; at += Integer.BYTES) {
            page.set(ValueLayout.JAVA_INT, at, random.nextInt());
        }
        return page;
    }
}
