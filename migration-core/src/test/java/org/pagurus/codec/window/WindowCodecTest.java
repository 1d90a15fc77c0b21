package org.pagurus.codec.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.memory.Page;

class WindowCodecTest {
    private static final int WINDOW_LOG = 16;
    private static final byte CANARY = 0x5a;
    private static final int MARGIN = 64;

    @ParameterizedTest
    @CsvSource({
        "-7, 10", "-5, 16", "1, 10", "1, 17", "1, 27", "2, 20", "3, 10", "3, 16", "4, 22", "5, 19",
        "6, 10", "7, 18", "9, 10", "9, 21"
    })
    void everyRunIsDecodedAsSoonAsItHasCome(int level, int windowLog)
            throws MalformedInputException {
        Random random = new Random(level * 100 + windowLog);
        try (WindowEncoder encoder = new WindowEncoder(level, windowLog);
                WindowDecoder decoder = new WindowDecoder(windowLog)) {
            for (byte[] run : Runs.varied(random, 40)) {
                assertArrayEquals(run, decode(decoder, encode(encoder, run), run.length));
            }
        }
    }

    @Test
    void keepsToItsPlacesAtEveryAlignment() throws MalformedInputException {
        Random random = new Random(3);
        try (Arena arena = Arena.ofConfined();
                WindowEncoder encoder = new WindowEncoder(1, WINDOW_LOG);
                WindowDecoder decoder = new WindowDecoder(WINDOW_LOG)) {
            for (int shift = 0; shift < MARGIN; shift++) {
                byte[] run = Runs.varied(random, 1).getFirst();
                MemorySegment pages = arena.allocate(shift + run.length);
                MemorySegment.copy(run, 0, pages, ValueLayout.JAVA_BYTE, shift, run.length);
                int limit = WindowEncoder.maxEncodedBytes(run.length);
                MemorySegment encoded = arena.allocate(2 * shift + limit).fill(CANARY);
                int length = encoder.encode(pages, shift, run.length, encoded, shift, limit);
                assertCanaries(encoded, 0, shift);
                assertCanaries(encoded, shift + limit, shift);
                MemorySegment exact = encoded.asSlice(0, (long) shift + length);
                MemorySegment out = arena.allocate(2 * shift + run.length).fill(CANARY);
                decoder.decode(exact, shift, length, out, shift, run.length);
                assertCanaries(out, 0, shift);
                assertCanaries(out, shift + run.length, shift);
                assertArrayEquals(
                        run, out.asSlice(shift, run.length).toArray(ValueLayout.JAVA_BYTE));
            }
        }
    }

    @Test
    void remembersWhatWasSentBeforeAsFarAsTheWindowReaches() {
        byte[] once = Runs.random(new Random(4), 1);
        byte[] between = Runs.random(new Random(5), 14);
        byte[] farther = Runs.random(new Random(6), 2);
        try (WindowEncoder encoder = new WindowEncoder(1, WINDOW_LOG)) {
            assertTrue(encode(encoder, once).length > Page.SIZE_BYTES);
            assertTrue(encode(encoder, between).length > between.length);
            assertTrue(encode(encoder, once).length < 40, "16 pages back is within 64 KiB");
            assertTrue(encode(encoder, between).length < 14 * 40);
            assertTrue(encode(encoder, farther).length > farther.length);
            assertTrue(encode(encoder, between).length > between.length / 2, "partly forgotten");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 12, 17, 20})
    void randomPagesTakeNoMoreThanTheLimit(int windowLog) {
        Random random = new Random(windowLog);
        for (int level : new int[] {-5, 1, 3, 9}) {
            try (WindowEncoder encoder = new WindowEncoder(level, windowLog)) {
                // What compresses well lets zstd cut the blocks that follow.
                encode(encoder, new byte[WindowFormat.MAX_RUN_BYTES]);
                for (int pages : new int[] {1, 2, 3, 31, 33, 64, 64, 1, 64}) {
                    byte[] run = Runs.random(random, pages);
                    int length = encode(encoder, run).length;
                    assertTrue(length <= WindowEncoder.maxEncodedBytes(run.length), "" + length);
                }
            }
        }
    }

    @Test
    void streamIsAFrameOfZstdOnceItHasItsHeaderAndAnEnd() throws IOException {
        List<byte[]> runs = Runs.varied(new Random(7), 50);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        ByteArrayOutputStream pages = new ByteArrayOutputStream();
        // Magic number, and the header of a frame with a window of 64 KiB.
        frame.writeBytes(HexFormat.of().parseHex("28b52ffd" + "0030"));
        try (WindowEncoder encoder = new WindowEncoder(3, WINDOW_LOG)) {
            for (byte[] run : runs) {
                frame.writeBytes(encode(encoder, run));
                pages.writeBytes(run);
            }
        }
        // The last block, without a byte.
        frame.writeBytes(new byte[] {1, 0, 0});
        try (ZstdInputStream zstd =
                new ZstdInputStream(new ByteArrayInputStream(frame.toByteArray()))) {
            assertArrayEquals(pages.toByteArray(), zstd.readAllBytes());
        }
    }

    @Test
    void encoderGoesOnAfterLengthsThatItRefuses() throws MalformedInputException {
        try (WindowEncoder encoder = new WindowEncoder(1, WINDOW_LOG);
                WindowDecoder decoder = new WindowDecoder(WINDOW_LOG)) {
            MemorySegment pages = MemorySegment.ofArray(new byte[65 * Page.SIZE_BYTES]);
            MemorySegment out = MemorySegment.ofArray(new byte[80 * Page.SIZE_BYTES]);
            int room = (int) out.byteSize();
            for (int lengthBytes : new int[] {-4096, 0, 4095, 4097, 65 * Page.SIZE_BYTES}) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> encoder.encode(pages, 0, lengthBytes, out, 0, room));
                assertThrows(
                        IllegalArgumentException.class,
                        () -> decoder.decode(out, 0, 100, pages, 0, lengthBytes));
            }
            int limit = WindowEncoder.maxEncodedBytes(Page.SIZE_BYTES) - 1;
            assertThrows(
                    IllegalArgumentException.class,
                    () -> encoder.encode(pages, 0, Page.SIZE_BYTES, out, 0, limit));
            byte[] run = Runs.random(new Random(8), 2);
            assertArrayEquals(run, decode(decoder, encode(encoder, run), run.length));
        }
    }

    @Test
    void encoderIsOfNoUseAfterAFailure() {
        try (WindowEncoder encoder = new WindowEncoder(1, WINDOW_LOG)) {
            byte[] run = Runs.random(new Random(9), 1);
            MemorySegment tooShort = MemorySegment.ofArray(new byte[10]);
            int limit = WindowEncoder.maxEncodedBytes(run.length);
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () ->
                            encoder.encode(
                                    MemorySegment.ofArray(run), 0, run.length, tooShort, 0, limit));
            assertThrows(IllegalStateException.class, () -> encode(encoder, run));
        }
    }

    @Test
    void areOfNoUseOnceClosed() {
        WindowEncoder encoder = new WindowEncoder(1, WINDOW_LOG);
        WindowDecoder decoder = new WindowDecoder(WINDOW_LOG);
        byte[] run = new byte[Page.SIZE_BYTES];
        byte[] encoded = encode(encoder, run);
        encoder.close();
        encoder.close();
        decoder.close();
        decoder.close();
        assertThrows(IllegalStateException.class, () -> encode(encoder, run));
        assertThrows(IllegalStateException.class, () -> decode(decoder, encoded, run.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 9, 28})
    void refusesWindowsOfOtherSizes(int windowLog) {
        assertThrows(IllegalArgumentException.class, () -> new WindowEncoder(1, windowLog));
        assertThrows(IllegalArgumentException.class, () -> new WindowDecoder(windowLog));
    }

    @ParameterizedTest
    @ValueSource(ints = {-8, 10})
    void refusesOtherLevels(int level) {
        assertThrows(IllegalArgumentException.class, () -> new WindowEncoder(level, 20));
    }

    private static byte[] encode(WindowEncoder encoder, byte[] run) {
        int limit = WindowEncoder.maxEncodedBytes(run.length);
        byte[] out = new byte[limit];
        int length =
                encoder.encode(
                        MemorySegment.ofArray(run),
                        0,
                        run.length,
                        MemorySegment.ofArray(out),
                        0,
                        limit);
        return Arrays.copyOf(out, length);
    }

    private static byte[] decode(WindowDecoder decoder, byte[] encoded, int lengthBytes)
            throws MalformedInputException {
        byte[] pages = new byte[lengthBytes];
        decoder.decode(
                MemorySegment.ofArray(encoded),
                0,
                encoded.length,
                MemorySegment.ofArray(pages),
                0,
                lengthBytes);
        return pages;
    }

    private static void assertCanaries(MemorySegment buffer, long from, long count) {
        for (long i = from; i < from + count; i++) {
            assertEquals(CANARY, buffer.get(ValueLayout.JAVA_BYTE, i), "written at " + i);
        }
    }
}
