package org.pagurus.guest.synthetic;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.pagurus.guest.software.SplitMix64;
import org.pagurus.memory.Page;

/**
 * A page of 51 log lines of 80 characters: a number, then phrases, of which some come far more
 * often than others, then a line feed. A write replaces one line.
 */
final class TextContent implements PageContent {
    private static final int LINE_BYTES = 80;
    private static final int LINES = Page.SIZE_BYTES / LINE_BYTES;
    private static final int PHRASES = 1 << 10;
    private static final int NUMBER_DIGITS = 8;

    /** The vocabulary is the same in every guest. */
    private static final long PHRASE_SEED = 1;

    private static final String[] ONSETS = {
        "b", "br", "c", "d", "f", "gr", "h", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr",
        "v", "w"
    };
    private static final String[] ENDINGS = {
        "a", "ade", "al", "an", "ect", "en", "er", "ess", "ic", "in", "ing", "ion", "it", "o", "on",
        "ort", "ue", "y"
    };
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final byte[][] VOCABULARY = phrases();

    private final byte[] scratch = new byte[Page.SIZE_BYTES];

    @Override
    public void fill(MemorySegment memory, long offset, SplitMix64 random) {
        for (int line = 0; line < LINES; line++) {
            writeLine(line * LINE_BYTES, 'b', random.nextLong(), random);
        }
        MemorySegment.copy(scratch, 0, memory, ValueLayout.JAVA_BYTE, offset, LINES * LINE_BYTES);
    }

    @Override
    public void change(MemorySegment memory, long offset, SplitMix64 random, long stamp) {
        long at = offset + random.nextLong(LINES) * LINE_BYTES;
        // 'w' tells it from the first content, the number from every earlier write.
        writeLine(0, 'w', stamp, random);
        MemorySegment.copy(scratch, 0, memory, ValueLayout.JAVA_BYTE, at, LINE_BYTES);
    }

    private void writeLine(int start, char mark, long number, SplitMix64 random) {
        int end = start + LINE_BYTES - 1;
        int at = start;
        scratch[at++] = (byte) mark;
        for (int digit = NUMBER_DIGITS - 1; digit >= 0; digit--) {
            scratch[at++] = HEX[(int) (number >>> 4 * digit) & 15];
        }
        while (at < end) {
            long bits = random.nextLong();
            // The AND of three draws favours phrases whose number has few bits.
            byte[] phrase = VOCABULARY[(int) (bits & bits >>> 20 & bits >>> 40) & (PHRASES - 1)];
            int length = Math.min(phrase.length, end - at);
            System.arraycopy(phrase, 0, scratch, at, length);
            at += length;
        }
        scratch[end] = '\n';
    }

    private static byte[][] phrases() {
        SplitMix64 random = new SplitMix64(PHRASE_SEED);
        byte[][] phrases = new byte[PHRASES][];
        for (int i = 0; i < PHRASES; i++) {
            StringBuilder phrase = new StringBuilder();
            for (int word = 0; word < 2; word++) {
                phrase.append(' ');
                for (int syllable = 0; syllable < 2; syllable++) {
                    phrase.append(ONSETS[(int) random.nextLong(ONSETS.length)]);
                    phrase.append(ENDINGS[(int) random.nextLong(ENDINGS.length)]);
                }
            }
            phrases[i] = phrase.toString().getBytes(StandardCharsets.US_ASCII);
        }
        return phrases;
    }
}
