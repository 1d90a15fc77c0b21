package org.pagurus.simulator.sample;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.codec.CodecId;
import org.pagurus.memory.Page;
import org.pagurus.protocol.PageFrameHead;
import org.pagurus.simulator.cost.CodecShare;
import org.pagurus.simulator.cost.PageCost;
import org.pagurus.simulator.driver.PageTimes;

/** What pages of several kinds took. One thread. */
final class PageTallies {
    private static final CodecId[] CODECS = CodecId.values();

    private final PageTimes times;
    private final Tally[] tallies;

    private static final class Tally {
        private final long[] pages = new long[CODECS.length];
        private final double[] bytes = new double[CODECS.length];
        private long all;
        private double sourceNs;
        private double destinationNs;

        void add(Tally other) {
            for (int codec = 0; codec < CODECS.length; codec++) {
                pages[codec] += other.pages[codec];
                bytes[codec] += other.bytes[codec];
            }
            all += other.all;
            sourceNs += other.sourceNs;
            destinationNs += other.destinationNs;
        }
    }

    PageTallies(PageTimes times, int kinds) {
        this.times = times;
        tallies = new Tally[kinds];
        for (int kind = 0; kind < kinds; kind++) {
            tallies[kind] = new Tally();
        }
    }

    /**
     * A frame was sent.
     *
     * @param kindOf by page
     * @param sourceNs what it took the source
     * @return what it takes the destination
     */
    double add(PageFrameHead head, int[] kindOf, double sourceNs) {
        int pages = head.pages();
        PageTimes.Other other = times.other();
        int blockBytes = head.blockPages() == 0 ? 0 : head.blockBytes() / head.blockPages();
        double framePart = other.frameNs() / pages;
        double codedNs = sourceNs - other.frameNs() - other.byteNs() * head.frameBytes();
        int coded = 0;
        for (int index = 0; index < pages; index++) {
            CodecId codec = head.codec(index);
            codedNs -= codec == CodecId.ZERO ? other.zeroNs() : other.readNs();
            coded += isCoded(codec) ? 1 : 0;
        }
        double allNs = 0;
        for (int index = 0; index < pages; index++) {
            CodecId codec = head.codec(index);
            int bytes = codec == CodecId.WINDOW ? blockBytes : head.bodyBytes(index);
            Tally tally = tallies[kindOf[(int) head.number(index)]];
            tally.all++;
            tally.pages[codec.ordinal()]++;
            tally.bytes[codec.ordinal()] += bytes;
            double bytesNs = framePart + other.byteNs() * bytes;
            double codingNs = coded == 0 ? codedNs / pages : isCoded(codec) ? codedNs / coded : 0;
            double readNs = codec == CodecId.ZERO ? other.zeroNs() : other.readNs();
            tally.sourceNs += bytesNs + readNs + codingNs;
            double destinationNs = bytesNs + times.decodeNs(codec, bytes);
            tally.destinationNs += destinationNs;
            allNs += destinationNs;
        }
        return allNs;
    }

    private static boolean isCoded(CodecId codec) {
        return codec != CodecId.ZERO
                && codec != CodecId.RAW
                && codec != CodecId.UNCHANGED
                && codec != CodecId.DUPLICATE;
    }

    boolean isEmpty(int kind) {
        return pages(kind) == 0;
    }

    long pages(int kind) {
        return tallies[kind].all;
    }

    /** Of all kinds from one on to before another. */
    long pages(int from, int end) {
        long pages = 0;
        for (int kind = from; kind < end; kind++) {
            pages += tallies[kind].all;
        }
        return pages;
    }

    /**
     * A page of some kinds, of which there was at least one.
     *
     * @param from the first kind
     * @param end the one behind the last
     */
    PageCost cost(int from, int end) {
        Tally sum = new Tally();
        for (int kind = from; kind < end; kind++) {
            sum.add(tallies[kind]);
        }
        List<CodecShare> codecs = new ArrayList<>();
        for (CodecId codec : CODECS) {
            long pages = sum.pages[codec.ordinal()];
            if (pages > 0) {
                // A block that was not made smaller is a little longer than its pages.
                double bytes = Math.min(Page.SIZE_BYTES, sum.bytes[codec.ordinal()] / pages);
                codecs.add(new CodecShare(codec, (double) pages / sum.all, bytes));
            }
        }
        return new PageCost(
                codecs,
                Math.max(0, sum.sourceNs / sum.all),
                Math.max(0, sum.destinationNs / sum.all));
    }
}
