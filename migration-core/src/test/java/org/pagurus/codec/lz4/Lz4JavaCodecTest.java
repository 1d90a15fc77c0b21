package org.pagurus.codec.lz4;

import java.util.List;
import net.jpountz.lz4.LZ4Factory;
import org.pagurus.codec.CodecContractTest;
import org.pagurus.codec.PageCodec;
import org.pagurus.codec.SamplePages;

/** What is used where the native library is missing. */
class Lz4JavaCodecTest extends CodecContractTest {
    @Override
    protected PageCodec codec() {
        return new Lz4Codec(LZ4Factory.fastestJavaInstance());
    }

    @Override
    protected List<byte[]> pages() {
        return SamplePages.all();
    }
}
