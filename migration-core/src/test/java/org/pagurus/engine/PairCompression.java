package org.pagurus.engine;

import java.util.Random;
import java.util.function.Supplier;
import org.pagurus.codec.select.AnySelector;
import org.pagurus.codec.select.PageSelector;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.EncodingTime;
import org.pagurus.memory.Page;

/** Every seed has its way of encoding: none, the real selectors, or any mix of all codings. */
final class PairCompression {
    private PairCompression() {}

    static Compression of(long seed, long pages) {
        Random mix = new Random(seed);
        Supplier<PageSelector> selectors =
                switch ((int) (seed & 3)) {
                    case 1 -> () -> SelectorKind.ADAPTIVE.newSelector(() -> 12.5e6, 1);
                    case 2 -> () -> SelectorKind.parse("cbc").newSelector(() -> 12.5e6, 1);
                    case 3 -> () -> new AnySelector(mix);
                    default -> null;
                };
        return selectors == null
                ? Compression.NONE
                : new Compression(
                        selectors,
                        mix.nextLong(pages * Page.SIZE_BYTES),
                        16,
                        () -> 1,
                        EncodingTime.NONE);
    }
}
