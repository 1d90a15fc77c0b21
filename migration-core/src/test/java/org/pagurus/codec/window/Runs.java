package org.pagurus.codec.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.pagurus.codec.SamplePages;
import org.pagurus.memory.Page;

/** Runs of pages as a stream sends them: of all kinds, some of them seen before. */
final class Runs {
    private Runs() {}

    /** Runs of 1 to 64 pages, most of them short. */
    static List<byte[]> varied(Random random, int count) {
        List<byte[]> kinds = SamplePages.all();
        List<byte[]> seen = new ArrayList<>();
        List<byte[]> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int pages = random.nextInt(5) == 0 ? 64 : 1 + random.nextInt(4);
            byte[] run = new byte[pages * Page.SIZE_BYTES];
            for (int at = 0; at < run.length; at += Page.SIZE_BYTES) {
                byte[] page =
                        switch (random.nextInt(4)) {
                            case 0 -> SamplePages.random(random);
                            case 1 -> SamplePages.heap(random);
                            case 2 -> kinds.get(random.nextInt(kinds.size()));
                            default ->
                                    seen.isEmpty()
                                            ? new byte[Page.SIZE_BYTES]
                                            : seen.get(random.nextInt(seen.size()));
                        };
                seen.add(page);
                System.arraycopy(page, 0, run, at, Page.SIZE_BYTES);
            }
            runs.add(run);
        }
        return runs;
    }

    static byte[] random(Random random, int pages) {
        byte[] run = new byte[pages * Page.SIZE_BYTES];
        random.nextBytes(run);
        return run;
    }
}
