package org.pagurus.codec.raw;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.codec.CodecContractTest;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;
import org.pagurus.memory.Page;

class RawCodecTest extends CodecContractTest {
    @Override
    protected PageCodec codec() {
        return new RawCodec();
    }

    @Override
    protected List<byte[]> pages() {
        byte[] random = new byte[Page.SIZE_BYTES];
        new Random(1).nextBytes(random);
        return List.of(new byte[Page.SIZE_BYTES], random);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4097})
    void refusesAnyOtherLength(int length) {
        MemorySegment bytes = MemorySegment.ofArray(new byte[length]);
        MemorySegment page = MemorySegment.ofArray(new byte[Page.SIZE_BYTES]);
        assertThrows(
                MalformedInputException.class,
                () -> new RawCodec().decode(bytes, 0, length, page, 0));
    }
}
