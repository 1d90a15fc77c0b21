package org.pagurus.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.pagurus.memory.Page;

/**
 * Pages as memory has them: stretches of zeros, of few words, of numbers, pointers, repeated words,
 * text and random bytes, each of any length.
 */
public final class MixedPages {
    private static final int KINDS = 7;
    private static final byte[] TEXT =
            "the round sends what the guest has written since the harvest before; "
                    .getBytes(StandardCharsets.US_ASCII);

    private final Random random;

    public MixedPages(Random random) {
        this.random = random;
    }

    /** A page of 4096 bytes. */
    public byte[] next() {
        ByteBuffer page = ByteBuffer.wrap(new byte[Page.SIZE_BYTES]).order(ByteOrder.LITTLE_ENDIAN);
        // Half the pages have one kind or two, the others many.
        int longest = random.nextBoolean() ? 2 * Page.SIZE_BYTES : 300;
        while (page.hasRemaining()) {
            int length = Math.min(1 + random.nextInt(longest), page.remaining());
            fill(page.slice(page.position(), length).order(ByteOrder.LITTLE_ENDIAN));
            page.position(page.position() + length);
        }
        return page.array();
    }

    private void fill(ByteBuffer stretch) {
        int kind = random.nextInt(KINDS);
        long base = random.nextLong();
        int at = 0;
        for (; at + Long.BYTES <= stretch.limit(); at += Long.BYTES) {
            stretch.putLong(at, word(kind, base, at));
        }
        for (; at < stretch.limit(); at++) {
            stretch.put(at, (byte) word(kind, base, at));
        }
    }

    private long word(int kind, long base, int at) {
        return switch (kind) {
            case 0 -> 0;
            case 1 -> random.nextInt(30) == 0 ? random.nextLong() >> random.nextInt(64) : 0;
            case 2 -> (long) random.nextInt(2000) << 32 | random.nextInt(2000);
            case 3 -> (base & -1L << 44) + (base >>> 62 << 30) + random.nextInt(1 << 16);
            case 4 -> base;
            case 5 -> ByteBuffer.wrap(TEXT).getLong(at % (TEXT.length - Long.BYTES));
            default -> random.nextLong();
        };
    }

    /** A page of zeros with {@code bytes} from {@code offset} on. */
    public static byte[] zerosWith(int offset, byte... bytes) {
        byte[] page = new byte[Page.SIZE_BYTES];
        System.arraycopy(bytes, 0, page, offset, bytes.length);
        return page;
    }

    /** A page full of {@code value}. */
    public static byte[] full(int value) {
        byte[] page = new byte[Page.SIZE_BYTES];
        Arrays.fill(page, (byte) value);
        return page;
    }
}
