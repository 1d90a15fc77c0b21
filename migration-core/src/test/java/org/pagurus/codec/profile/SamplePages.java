package org.pagurus.codec.profile;

import java.util.Arrays;
import java.util.Random;
import org.pagurus.memory.Page;

/** Pages of every kind, as random tests draw them. */
final class SamplePages {
    private static final int KINDS = 6;

    private SamplePages() {}

    static byte[] draw(Random random) {
        byte[] page = new byte[Page.SIZE_BYTES];
        switch (random.nextInt(KINDS)) {
            case 0 -> random.nextBytes(page);
            case 1 -> scatter(page, random.nextInt(200), random);
            case 2 -> fromAlphabet(page, 1 + random.nextInt(255), random);
            case 3 -> records(page, 1 + random.nextInt(200), random);
            case 4 -> alikeWords(page, random);
            default -> {
                random.nextBytes(page);
                Arrays.fill(page, 0, random.nextInt(Page.SIZE_BYTES + 1), (byte) random.nextInt(2));
            }
        }
        return page;
    }

    /** Changes a few bytes, a stretch, or all that is from some byte on. */
    static byte[] change(byte[] page, Random random) {
        byte[] changed = page.clone();
        switch (random.nextInt(4)) {
            case 0 -> scatter(changed, random.nextInt(300), random);
            case 1 -> {
                int start = random.nextInt(Page.SIZE_BYTES);
                int end = start + random.nextInt(Page.SIZE_BYTES - start + 1);
                for (int i = start; i < end; i++) {
                    changed[i]++;
                }
            }
            case 2 -> {
                int distance = 1 + random.nextInt(64);
                System.arraycopy(page, 0, changed, distance, Page.SIZE_BYTES - distance);
            }
            default -> {
                // The same content.
            }
        }
        return changed;
    }

    private static void scatter(byte[] page, int count, Random random) {
        for (int i = 0; i < count; i++) {
            page[random.nextInt(page.length)] = (byte) random.nextInt();
        }
    }

    private static void fromAlphabet(byte[] page, int size, Random random) {
        int first = random.nextInt(256);
        for (int i = 0; i < page.length; i++) {
            page[i] = (byte) (first + random.nextInt(size));
        }
    }

    private static void records(byte[] page, int recordBytes, Random random) {
        byte[] pattern = new byte[recordBytes];
        random.nextBytes(pattern);
        for (int i = 0; i < page.length; i++) {
            page[i] = pattern[i % recordBytes];
        }
        scatter(page, random.nextInt(500), random);
    }

    /** Words of 32 bits that share their upper bits with some others. */
    private static void alikeWords(byte[] page, Random random) {
        int bases = 1 + random.nextInt(40);
        long seed = random.nextLong();
        for (int at = 0; at < page.length; at += Integer.BYTES) {
            int base = new Random(seed + random.nextInt(bases)).nextInt() & -1024;
            int word = base + random.nextInt(1200);
            for (int i = 0; i < Integer.BYTES; i++) {
                page[at + i] = (byte) (word >>> Byte.SIZE * i);
            }
        }
    }
}
