package org.pagurus.codec.profile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The features of a page by their definitions, byte by byte. */
record NaiveFeatures(byte[] page) implements PageFeatures {
    @Override
    public int zeroWords() {
        int zero = 0;
        for (int word = 0; word < WORDS; word++) {
            boolean all = true;
            for (int i = 0; i < Long.BYTES; i++) {
                all &= page[word * Long.BYTES + i] == 0;
            }
            zero += all ? 1 : 0;
        }
        return zero;
    }

    @Override
    public int zeroBytes() {
        int zero = 0;
        for (byte b : page) {
            zero += b == 0 ? 1 : 0;
        }
        return zero;
    }

    @Override
    public int repeats() {
        Set<Long> places = new HashSet<>();
        for (int sequence = 0; sequence < SAMPLED_SEQUENCES; sequence++) {
            long product = int32(sequenceStart(sequence)) * 0x9e37_79b9L;
            places.add((product & 0xffff_ffffL) >>> 32 - 11);
        }
        return SAMPLED_SEQUENCES - places.size();
    }

    /** The sequences that are at an earlier place among those taken: without hashes. */
    int trueRepeats() {
        Set<Long> sequences = new HashSet<>();
        for (int sequence = 0; sequence < SAMPLED_SEQUENCES; sequence++) {
            sequences.add(int32(sequenceStart(sequence)));
        }
        return SAMPLED_SEQUENCES - sequences.size();
    }

    /** Of 128 bytes eight sequences, in even words, then in odd ones. */
    private static int sequenceStart(int sequence) {
        int group = sequence / 8;
        int word = group * 16 + sequence % 8 * 2 + group % 2;
        return word * Long.BYTES + sequence % 4;
    }

    @Override
    public int byteValues() {
        Set<Byte> values = new HashSet<>();
        for (int sample = 0; sample < SAMPLED_BYTES; sample++) {
            values.add(page[sample * 4 * Long.BYTES + sample % Long.BYTES]);
        }
        return values.size();
    }

    @Override
    public int similarWords() {
        Map<Long, Long> recent = new HashMap<>();
        int similar = 0;
        for (int block = 0; block < page.length / 128; block++) {
            for (int word = 0; word < 8; word++) {
                long upper = int32(block * 128 + block % 4 * 32 + word * Integer.BYTES) >>> 10;
                Long before = recent.put((upper * 0x9e37_79b9L & 0xffff_ffffL) >>> 28, upper);
                similar += upper == (before == null ? 0 : before) ? 1 : 0;
            }
        }
        return similar;
    }

    /** Four bytes, least significant first, as a number that is not negative. */
    private long int32(int at) {
        long value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value |= (page[at + i] & 0xffL) << Byte.SIZE * i;
        }
        return value;
    }
}
