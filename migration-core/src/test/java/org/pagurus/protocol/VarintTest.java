package org.pagurus.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarintTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 1",
        "127, 1",
        "128, 2",
        "4096, 2",
        "16383, 2",
        "16384, 3",
        "2097151, 3",
        "2097152, 4",
        "268435455, 4",
        "268435456, 5",
        "34359738367, 5",
    })
    void isWrittenAsProtobufWritesIt(long value, int sizeBytes) throws IOException {
        byte[] ours = new byte[10];
        long end = Varint.write(MemorySegment.ofArray(ours), 0, value);
        byte[] theirs = new byte[10];
        CodedOutputStream out = CodedOutputStream.newInstance(theirs);
        out.writeUInt64NoTag(value);
        out.flush();
        assertArrayEquals(theirs, ours);
        assertEquals(sizeBytes, end);
        assertEquals(sizeBytes, Varint.sizeBytes(value));
        assertEquals(0, Arrays.compare(theirs, (int) end, 10, new byte[10], 0, 10 - (int) end));
    }
}
