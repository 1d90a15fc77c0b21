package org.pagurus.guest.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.testing.Seeds;

class InternetChecksumTest {
    @Test
    void matchesTheExampleOfRfc1071() {
        byte[] bytes = HexFormat.of().parseHex("0001f203f4f5f6f7");
        assertEquals(0x220d, InternetChecksum.of(bytes, 0, bytes.length));
    }

    @Test
    void isZeroOverDataThatHoldsIt() {
        byte[] header = HexFormat.of().parseHex("450000730000400040110000c0a80001c0a800c7");
        assertEquals(0xb861, InternetChecksum.of(header, 0, header.length));
        BigEndian.writeU16(header, 10, 0xb861);
        assertEquals(0, InternetChecksum.of(header, 0, header.length));
    }

    @Test
    void takesAnOddLastByteAsTheHighByteOfAWord() {
        assertEquals(~0xab00 & 0xffff, InternetChecksum.of(new byte[] {(byte) 0xab}, 0, 1));
    }

    @Test
    void anyChangedBitChangesTheChecksum() {
        Seeds.forEach(
                20,
                seed -> {
                    Random random = new Random(seed);
                    byte[] bytes = new byte[1 + random.nextInt(200)];
                    random.nextBytes(bytes);
                    int before = InternetChecksum.of(bytes, 0, bytes.length);
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    int after = InternetChecksum.of(bytes, 0, bytes.length);
                    assertEquals(false, before == after);
                });
    }
}
