package org.pagurus.codec;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.pagurus.memory.Page;

/** Pages that a dictionary coder makes smaller, of the kinds that memory has. */
public final class SamplePages {
    private SamplePages() {}

    /** One page of each kind; always the same ones. */
    public static List<byte[]> all() {
        Random random = new Random(4096);
        List<byte[]> pages = new ArrayList<>();
        pages.add(new byte[Page.SIZE_BYTES]);
        pages.add(filled((byte) 0xa5));
        pages.add(text(random));
        pages.add(heap(random));
        pages.add(records(random));
        for (int period : new int[] {1, 2, 3, 8, 64, 100, 1000, 2048}) {
            pages.add(repeated(random, period));
        }
        for (int randomBytes : new int[] {1, 100, 2048, 3500}) {
            pages.add(partlyRandom(random, randomBytes));
        }
        return pages;
    }

    public static byte[] filled(byte value) {
        byte[] page = new byte[Page.SIZE_BYTES];
        Arrays.fill(page, value);
        return page;
    }

    public static byte[] random(Random random) {
        return partlyRandom(random, Page.SIZE_BYTES);
    }

    /** Words of a skewed frequency. */
    public static byte[] text(Random random) {
        String[] words =
                "the page was sent before its guest wrote to it again and so a host sends it twice"
                        .split(" ");
        StringBuilder text = new StringBuilder();
        while (text.length() < Page.SIZE_BYTES) {
            int rank = (int) Math.abs(random.nextGaussian() * words.length / 3);
            text.append(words[rank % words.length]).append(random.nextInt(9) == 0 ? ".\n" : " ");
        }
        return text.substring(0, Page.SIZE_BYTES).getBytes(StandardCharsets.US_ASCII);
    }

    /** Objects with headers, pointers near each other and small numbers. */
    public static byte[] heap(Random random) {
        ByteBuffer page = ByteBuffer.allocate(Page.SIZE_BYTES);
        long arena = 0x00007f3a_12000000L;
        while (page.hasRemaining()) {
            page.putLong(
                    switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> arena + random.nextInt(1 << 16) * 16L;
                        case 2 -> random.nextInt(100);
                        default -> 0x31;
                    });
        }
        return page.array();
    }

    /** Rows of equal layout with a counter, a stamp and a value. */
    public static byte[] records(Random random) {
        ByteBuffer page = ByteBuffer.allocate(Page.SIZE_BYTES);
        for (int row = 0; page.hasRemaining(); row++) {
            page.putInt(row).putInt(random.nextInt(50)).putLong(1_700_000_000_000L + row * 37);
        }
        return page.array();
    }

    public static byte[] repeated(Random random, int periodBytes) {
        byte[] page = new byte[Page.SIZE_BYTES];
        byte[] unit = new byte[periodBytes];
        random.nextBytes(unit);
        for (int i = 0; i < page.length; i++) {
            page[i] = unit[i % periodBytes];
        }
        return page;
    }

    /** Random bytes, then zeros. */
    public static byte[] partlyRandom(Random random, int randomBytes) {
        byte[] noise = new byte[randomBytes];
        random.nextBytes(noise);
        return Arrays.copyOf(noise, Page.SIZE_BYTES);
    }

    /** The page with the most random bytes that the codec still makes smaller. */
    public static byte[] barelyFitting(PageCodec codec) {
        byte[] noise = random(new Random(99));
        MemorySegment out = MemorySegment.ofArray(new byte[PageCodec.MAX_ENCODED_BYTES]);
        for (int randomBytes = Page.SIZE_BYTES; randomBytes > 0; randomBytes--) {
            byte[] page = Arrays.copyOf(Arrays.copyOf(noise, randomBytes), Page.SIZE_BYTES);
            if (codec.encode(MemorySegment.ofArray(page), 0, out, 0) != PageCodec.NOT_SMALLER) {
                return page;
            }
        }
        throw new AssertionError("the codec makes no page smaller");
    }
}
