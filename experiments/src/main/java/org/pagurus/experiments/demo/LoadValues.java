package org.pagurus.experiments.demo;

import java.util.SplittableRandom;
import org.pagurus.guest.service.KeyValueProtocol;

/** Values that follow from key and version, so that whoever reads one can check it. */
final class LoadValues {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private LoadValues() {}

    static byte[] of(long key, long version) {
        byte[] value = new byte[KeyValueProtocol.VALUE_BYTES];
        new SplittableRandom(key + version * GOLDEN_GAMMA).nextBytes(value);
        return value;
    }
}
