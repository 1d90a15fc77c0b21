package org.pagurus.codec.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.SamplePages;
import org.pagurus.memory.Page;
import org.pagurus.memory.Seed;

/** What the decoder makes of a stranger's bytes. */
class WindowDecoderTest {
    private static final int WINDOW_LOG = 14;
    private static final int MUTATED_INPUTS = 200_000;
    private static final byte CANARY = 0x5a;
    private static final int MARGIN = 64;

    /** What one input may take from the heap, on average: a refusal and a new decoder. */
    private static final long MAX_ALLOCATED_BYTES = 8 << 10;

    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** How a run of pages is encoded. */
    private record Encoded(byte[] blocks, int pagesBytes) {}

    private final WindowDecoder decoder = new WindowDecoder(WINDOW_LOG);

    @AfterEach
    void close() {
        decoder.close();
    }

    @Test
    void blocksMayBeOfEveryType() throws MalformedInputException {
        // 96 times 'x', 4000 bytes as they are; then a block of one literal and no sequences.
        byte[] run = hex("020300" + "78" + "007d00" + "78".repeat(4000));
        byte[] compressed = hex("2c0000" + "0d0001" + "79" + "00");
        byte[] pages = SamplePages.filled((byte) 'x');
        assertArrayEquals(pages, decode(run, Page.SIZE_BYTES));
        assertArrayEquals(SamplePages.filled((byte) 'y'), decode(compressed, Page.SIZE_BYTES));
    }

    @Test
    void refusesTheEndOfTheFrame() {
        // A page in one block, the last.
        assertRefused("038000" + "78", 0, "the frame must not end");
    }

    @Test
    void refusesASecondFrame() {
        // The first ends with a block of no bytes; the second wants a window of 2 GiB.
        assertRefused("010000" + "00a8" + "028000" + "78", 0, "the frame must not end");
    }

    @Test
    void refusesTheReservedType() {
        assertRefused("020800" + "78" + "060000", 4, "a block's type must be 0, 1 or 2");
    }

    @Test
    void refusesHeadersThatAreCutOff() {
        assertRefused("0280", 0, "only 2 are left");
    }

    @Test
    void refusesARepeatedByteThatIsMissing() {
        assertRefused("028000", 3, "has 1 bytes but only 0 are left");
    }

    @Test
    void refusesBlocksThatAreCutOff() {
        assertRefused("000800" + "78", 3, "has 256 bytes but only 1 are left");
    }

    @Test
    void refusesBlocksLargerThanTheWindow() {
        // 20480 times 'x', in a window of 16384 bytes.
        assertRefused("028002" + "78", 5 * Page.SIZE_BYTES, 0, "not a zstd block");
    }

    @Test
    void refusesFewerPages() {
        assertRefused("028000" + "78", 2 * Page.SIZE_BYTES, 4, "holds 4096");
    }

    @Test
    void refusesALongerBlock() {
        assertRefused("0a8000" + "78", 4, "holds more");
    }

    @Test
    void refusesAnotherBlock() {
        assertRefused("028000" + "78" + "0a0000" + "78", 8, "holds more");
    }

    @Test
    void refusesDistancesBeyondWhatCame() {
        // The second run of a stream, without the first.
        byte[] page = SamplePages.random(new Random(1));
        byte[] blocks = encode(List.of(page, page)).getLast().blocks();
        assertRefused(HexFormat.of().formatHex(blocks), 0, "not a zstd block");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 4096 + 13, Integer.MAX_VALUE})
    void refusesLengthsThatNoRunHas(int length) {
        MemorySegment in = MemorySegment.ofArray(new byte[10]);
        MemorySegment out = MemorySegment.ofArray(new byte[Page.SIZE_BYTES]);
        assertThrows(
                MalformedInputException.class,
                () -> decoder.decode(in, 0, length, out, 0, Page.SIZE_BYTES));
    }

    @Test
    void refusedRunLeavesItsPlaceAsItWas() {
        MemorySegment out = MemorySegment.ofArray(SamplePages.filled(CANARY));
        MemorySegment in = MemorySegment.ofArray(hex("0a8000" + "78"));
        assertThrows(
                MalformedInputException.class,
                () -> decoder.decode(in, 0, (int) in.byteSize(), out, 0, Page.SIZE_BYTES));
        assertCanaries(out, 0, Page.SIZE_BYTES);
    }

    /** Streams of several runs, each run damaged or not: every one is pages or a typed refusal. */
    @Test
    void mutatedStreamsArePagesOrMalformed() {
        List<List<Encoded>> streams = streams();
        MemorySegment out = Arena.ofAuto().allocate(MARGIN + 3 * Page.SIZE_BYTES + MARGIN);
        MemorySegment in = Arena.ofAuto().allocate(4 * Page.SIZE_BYTES);
        out.fill(CANARY);
        Seed seed = Seed.fresh();
        Random random = seed.random(1);
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        int mutated = 0;
        while (mutated < MUTATED_INPUTS) {
            List<Encoded> stream = streams.get(random.nextInt(streams.size()));
            try (WindowDecoder decoder = new WindowDecoder(WINDOW_LOG)) {
                mutated += decodeMutated(decoder, stream, in, out, random);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(e + seed.replay(getClass()), e);
            }
        }
        int inputs = mutated;
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
        assertTrue(
                allocated / inputs <= MAX_ALLOCATED_BYTES,
                () -> allocated / inputs + " bytes an input" + seed.replay(getClass()));
        assertCanaries(out, 0, MARGIN);
        assertCanaries(out, out.byteSize() - MARGIN, MARGIN);
    }

    /** Decodes until a refusal or the stream's end; how many of the runs were damaged. */
    private static int decodeMutated(
            WindowDecoder decoder,
            List<Encoded> stream,
            MemorySegment in,
            MemorySegment out,
            Random random) {
        int mutated = 0;
        for (Encoded run : stream) {
            int length = run.blocks().length;
            MemorySegment.copy(run.blocks(), 0, in, BYTE, 0, length);
            if (random.nextBoolean()) {
                length = mutate(in, length, random);
                mutated++;
            }
            // At the end of the memory that it may read, and that it may write.
            long inOffset = in.byteSize() - length;
            MemorySegment.copy(in, 0, in, inOffset, length);
            long offset = out.byteSize() - MARGIN - run.pagesBytes();
            try {
                decoder.decode(in, inOffset, length, out, offset, run.pagesBytes());
            } catch (MalformedInputException e) {
                assertTrue(mutated > 0, "a stream as it was encoded: " + e.getMessage());
                assertTrue(e.offset() >= 0 && e.offset() <= length, e::getMessage);
                break;
            }
        }
        return mutated;
    }

    private static void assertRefusesAll(WindowDecoder decoder, Encoded run) {
        MemorySegment pages = MemorySegment.ofArray(new byte[run.pagesBytes()]);
        MalformedInputException e =
                assertThrows(
                        MalformedInputException.class,
                        () ->
                                decoder.decode(
                                        MemorySegment.ofArray(run.blocks()),
                                        0,
                                        run.blocks().length,
                                        pages,
                                        0,
                                        run.pagesBytes()));
        assertTrue(e.getMessage().contains("an earlier run"), e::getMessage);
    }

    /** Damages the bytes at the start of {@code in}; how many there are then. */
    private static int mutate(MemorySegment in, int encodedBytes, Random random) {
        int length = encodedBytes;
        int kind = random.nextInt(8);
        if (kind == 0) {
            length = random.nextInt(length + 1);
        } else if (kind == 1) {
            int longer = length + 1 + random.nextInt(16);
            for (; length < longer; length++) {
                in.set(BYTE, length, (byte) random.nextInt());
            }
        }
        for (int i = random.nextInt(4); i >= 0 && length > 0; i--) {
            // The first block's header, its tables, or anything.
            int at = random.nextInt(Math.min(length, new int[] {3, 24, length}[random.nextInt(3)]));
            byte was = in.get(BYTE, at);
            boolean bit = random.nextBoolean();
            in.set(BYTE, at, (byte) (bit ? was ^ 1 << random.nextInt(8) : random.nextInt()));
        }
        return length;
    }

    private static List<List<Encoded>> streams() {
        Random random = new Random(4);
        List<List<Encoded>> streams = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            List<byte[]> runs = new ArrayList<>(Runs.varied(random, 20));
            runs.removeIf(run -> run.length > 3 * Page.SIZE_BYTES);
            streams.add(encode(runs));
        }
        return streams;
    }

    private static List<Encoded> encode(List<byte[]> runs) {
        List<Encoded> stream = new ArrayList<>();
        try (WindowEncoder encoder = new WindowEncoder(1, WINDOW_LOG)) {
            for (byte[] run : runs) {
                int limit = WindowEncoder.maxEncodedBytes(run.length);
                byte[] out = new byte[limit];
                MemorySegment pages = MemorySegment.ofArray(run);
                int length =
                        encoder.encode(pages, 0, run.length, MemorySegment.ofArray(out), 0, limit);
                stream.add(new Encoded(Arrays.copyOf(out, length), run.length));
            }
        }
        return stream;
    }

    private byte[] decode(byte[] blocks, int lengthBytes) throws MalformedInputException {
        byte[] pages = new byte[lengthBytes];
        decoder.decode(
                MemorySegment.ofArray(blocks),
                0,
                blocks.length,
                MemorySegment.ofArray(pages),
                0,
                lengthBytes);
        return pages;
    }

    private void assertRefused(String blocks, long offset, String reason) {
        assertRefused(blocks, Page.SIZE_BYTES, offset, reason);
    }

    private void assertRefused(String blocks, int lengthBytes, long offset, String reason) {
        MalformedInputException e =
                assertThrows(MalformedInputException.class, () -> decode(hex(blocks), lengthBytes));
        assertTrue(e.getMessage().contains(reason), e::getMessage);
        assertEquals(offset, e.offset(), e::getMessage);
        assertRefusesAll(decoder, new Encoded(hex("028000" + "78"), Page.SIZE_BYTES));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static void assertCanaries(MemorySegment buffer, long from, long count) {
        for (long i = from; i < from + count; i++) {
            assertEquals(CANARY, buffer.get(BYTE, i), "written at " + i);
        }
    }
}
