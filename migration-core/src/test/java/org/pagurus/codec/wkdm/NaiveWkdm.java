package org.pagurus.codec.wkdm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** WKdm from its description, word by word and with lists: what the codec must write. */
final class NaiveWkdm {
    private final int[] counts = new int[4];
    private final List<Integer> tags = new ArrayList<>();
    private final List<Integer> misses = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();
    private final List<Integer> lows = new ArrayList<>();

    private NaiveWkdm(byte[] page) {
        int[] dictionary = new int[16];
        Arrays.fill(dictionary, 1);
        ByteBuffer words = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
        while (words.hasRemaining()) {
            int word = words.getInt();
            int bits10To17 = Integer.divideUnsigned(word, 1024) % 256;
            int slot = bits10To17 * 37 / 16 % 16;
            int recent = dictionary[slot];
            if (word == recent) {
                tag(3);
                positions.add(slot);
            } else if (word == 0) {
                tag(0);
            } else if (Integer.divideUnsigned(word, 1024) == Integer.divideUnsigned(recent, 1024)) {
                tag(1);
                positions.add(slot);
                lows.add(Integer.remainderUnsigned(word, 1024));
                dictionary[slot] = word;
            } else {
                tag(2);
                misses.add(word);
                dictionary[slot] = word;
            }
        }
    }

    /** The encoded page, however long. */
    static byte[] encode(byte[] page) {
        NaiveWkdm wkdm = new NaiveWkdm(page);
        ByteBuffer out = ByteBuffer.allocate(2 * page.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int count : wkdm.counts) {
            out.putInt(count);
        }
        pack(wkdm.tags, 2, 16, out);
        wkdm.misses.forEach(out::putInt);
        pack(wkdm.positions, 4, 8, out);
        pack(wkdm.lows, 10, 3, out);
        return Arrays.copyOf(out.array(), out.position());
    }

    private void tag(int tag) {
        tags.add(tag);
        counts[tag]++;
    }

    private static void pack(List<Integer> numbers, int bits, int perInt, ByteBuffer out) {
        for (int first = 0; first < numbers.size(); first += perInt) {
            int packed = 0;
            for (int i = 0; i < perInt && first + i < numbers.size(); i++) {
                packed += numbers.get(first + i) << i * bits;
            }
            out.putInt(packed);
        }
    }
}
