package org.pagurus.codec.zero;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.codec.CodecContractTest;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;
import org.pagurus.memory.Page;

class ZeroCodecTest extends CodecContractTest {
    @Override
    protected PageCodec codec() {
        return new ZeroCodec();
    }

    @Override
    protected List<byte[]> pages() {
        return List.of(new byte[Page.SIZE_BYTES]);
    }

    @Test
    void refusesBytes() {
        MemorySegment page = MemorySegment.ofArray(new byte[Page.SIZE_BYTES]);
        assertThrows(
                MalformedInputException.class,
                () -> new ZeroCodec().decode(MemorySegment.ofArray(new byte[1]), 0, 1, page, 0));
    }
}
