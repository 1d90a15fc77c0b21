package org.pagurus.simulator.fluid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.RoundStatistics;
import org.pagurus.simulator.workload.PageClass;

/**
 * Pre-copy page by page, with a bitmap for each set and a time for each write: what a fluid
 * migration says in means. Pages are read in order; a round takes as long as its bytes; nothing
 * else takes time.
 */
final class PlainPages {
    private final List<PageClass> classes;
    private final double pageSeconds;
    private final double pageBytes;
    private final RandomGenerator random;
    private final int pages;

    /** By page: its class, its place there, and when it is written for the first time. */
    private final int[] classOf;

    private final int[] placeInClass;
    private final double[] nextWrite;
    private final double[] sweepStart;
    private double harvested;
    private double ran;

    /**
     * @param classes steady, each filling its region alone
     */
    PlainPages(
            int pages,
            List<PageClass> classes,
            double pageBytes,
            double linkBytesPerSecond,
            RandomGenerator random) {
        this.pages = pages;
        this.classes = classes;
        this.pageBytes = pageBytes;
        this.random = random;
        pageSeconds = pageBytes / linkBytesPerSecond;
        classOf = new int[pages];
        placeInClass = new int[pages];
        nextWrite = new double[pages];
        sweepStart = new double[classes.size()];
        Arrays.fill(classOf, -1);
        for (int index = 0; index < classes.size(); index++) {
            PageClass of = classes.get(index);
            sweepStart[index] = random.nextDouble();
            for (int place = 0; place < of.region().pages(); place++) {
                classOf[(int) of.region().firstPage() + place] = index;
                placeInClass[(int) of.region().firstPage() + place] = place;
            }
        }
    }

    List<RoundStatistics> migrate(int rounds, int throttlePercent, boolean defer) {
        List<RoundStatistics> all = new ArrayList<>();
        BitSet toSend = new BitSet(pages);
        BitSet deferred = new BitSet(pages);
        BitSet dirtyBefore = new BitSet(pages);
        BitSet dirty = new BitSet(pages);
        toSend.set(0, pages);
        startLog();
        for (int round = 0; round < rounds; round++) {
            int throttle = round == 0 ? 0 : throttlePercent;
            double share = (100 - throttle) / 100.0;
            double start = ran;
            int sent = 0;
            for (int page = toSend.nextSetBit(0); page >= 0; page = toSend.nextSetBit(page + 1)) {
                if (nextWrite[page] > ran) {
                    sent++;
                    ran += pageSeconds * share;
                }
            }
            BitSet before = dirtyBefore;
            dirtyBefore = dirty;
            dirty = before;
            dirty.clear();
            for (int page = 0; page < pages; page++) {
                dirty.set(page, nextWrite[page] <= ran);
            }
            BitSet repeated = and(dirty, dirtyBefore);
            BitSet pending = or(dirty, deferred);
            all.add(
                    new RoundStatistics(
                            round,
                            sent,
                            0,
                            Math.round(sent * pageBytes),
                            Math.round((ran - start) / share * 1e9),
                            toSend.cardinality() - sent,
                            dirty.cardinality(),
                            round == 0 ? 0 : repeated.cardinality(),
                            pending.cardinality(),
                            throttle,
                            CodecCounts.NONE));
            deferred = defer ? repeated : new BitSet(pages);
            toSend = pending;
            toSend.andNot(deferred);
            startLog();
        }
        return all;
    }

    private void startLog() {
        harvested = ran;
        for (int page = 0; page < pages; page++) {
            nextWrite[page] = classOf[page] < 0 ? Double.POSITIVE_INFINITY : nextWrite(page);
        }
    }

    private double nextWrite(int page) {
        PageClass of = classes.get(classOf[page]);
        double next = Double.POSITIVE_INFINITY;
        if (!of.random().isNone()) {
            double perSecond = of.random().writes(0, 1_000_000_000);
            next = harvested - Math.log(1 - random.nextDouble()) / perSecond;
        }
        if (!of.sweep().isNone()) {
            double perSecond = of.sweep().writes(0, 1_000_000_000);
            double pass = sweepStart[classOf[page]] + harvested * perSecond;
            double place = placeInClass[page] / of.pages();
            double ahead = place - (pass - Math.floor(pass));
            next = Math.min(next, harvested + (ahead < 0 ? ahead + 1 : ahead) / perSecond);
        }
        return next;
    }

    private static BitSet and(BitSet one, BitSet other) {
        BitSet both = (BitSet) one.clone();
        both.and(other);
        return both;
    }

    private static BitSet or(BitSet one, BitSet other) {
        BitSet either = (BitSet) one.clone();
        either.or(other);
        return either;
    }
}
