package org.pagurus.transport.driver;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.pagurus.protocol.PageFrame;
import org.pagurus.transport.peer.Frames;

/**
 * Frames that are read in their places, frames that are not, and ends of rounds, in any order.
 *
 * @param values what each page is full of in the end, or -1 when it is not in any frame
 * @param ends rounds
 */
record FrameMix(byte[] bytes, int[] values, int ends) {
    private static final int PAGES = FedPageStream.PAGES;

    static FrameMix of(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] values = new int[PAGES];
        Arrays.fill(values, -1);
        int ends = 0;
        for (int i = 1; i <= 30; i++) {
            if (random.nextInt(6) == 0) {
                bytes.writeBytes(Frames.roundEnd(0, ends++, false));
            } else {
                long[] pages = somePages(random);
                bytes.writeBytes(Frames.pages(0, ends, pages, i));
                for (long page : pages) {
                    values[(int) page] = i;
                }
            }
        }
        return new FrameMix(bytes.toByteArray(), values, ends);
    }

    void assertArrived(FedPageStream fed) {
        for (int page = 0; page < PAGES; page++) {
            if (values[page] >= 0) {
                fed.assertPage(page, values[page]);
            }
        }
    }

    /** Stretches of some length, some pages apart. */
    private static long[] somePages(Random random) {
        int longest = 1 + random.nextInt(40);
        List<Long> pages = new ArrayList<>();
        for (long page = random.nextInt(PAGES); page < PAGES; page += 1 + random.nextInt(9)) {
            for (int i = random.nextInt(longest); i >= 0 && page < PAGES; i--) {
                if (pages.size() < PageFrame.MAX_PAGES) {
                    pages.add(page++);
                } else {
                    page = PAGES;
                }
            }
        }
        return pages.stream().mapToLong(Long::longValue).toArray();
    }
}
