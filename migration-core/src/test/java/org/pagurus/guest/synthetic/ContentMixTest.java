package org.pagurus.guest.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentMixTest {
    @Test
    void formatsWhatItReads() {
        String text = "zero=20,sparse=10,text=20,heap=35,random=10,array=5";
        assertEquals(text, ContentMix.parse(text).format());
    }

    @Test
    void needsNotNameEveryClass() {
        assertEquals(
                "zero=0,sparse=0,text=0,heap=99,random=1,array=0",
                ContentMix.parse("random=1,heap=99").format());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zero=50|contents must add up to 100 percent but add up to 50",
                "zero=101|contents: zero must be 0 to 100 percent but is 101",
                "zero=50,zero=50|contents: zero is given twice",
                "zeros=100|contents must be parts such as heap=40",
                "zero|contents must be parts such as heap=40",
                "zero=x|contents must be parts such as heap=40",
                "zero=-1|contents must be parts such as heap=40",
                "''|contents must be parts such as heap=40",
            })
    void saysWhatItExpected(String text, String message) {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> ContentMix.parse(text));
        assertTrue(String.valueOf(error.getMessage()).startsWith(message), error.getMessage());
    }
}
