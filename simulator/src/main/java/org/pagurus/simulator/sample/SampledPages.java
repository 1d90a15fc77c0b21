package org.pagurus.simulator.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.pagurus.memory.PageBitmap;
import org.pagurus.simulator.workload.PageClass;
import org.pagurus.simulator.workload.PageClasses;

/**
 * Which class each sampled page is of, and what has become of it in the rounds so far. A group's
 * pages are dealt to its classes in proportion, in a row as in the guest's memory. One thread.
 */
final class SampledPages {
    /** Never sent; sent in round 0 alone; sent in a later round. */
    static final int UNSENT = 0;

    static final int FRESH = 1;
    static final int KEPT = 2;

    private static final int NO_CLASS = -1;

    /** More writes make no difference. */
    private static final int MOST_TIMES = 64;

    private final List<PageClass> classes;
    private final List<Integer> groupOf;
    private final long memoryPages;

    /** By class, how many sampled pages stand for it. */
    private final int[] sampled;

    /**
     * By page: its class, its place there from 0 to 1, its turn as a share of a round, its state,
     * writes since it was sent.
     */
    private final int[] classOf;

    private final double[] place;
    private final double[] turn;
    private final int[] state;
    private final int[] writes;

    SampledPages(SampledGuest guest, PageClasses pages, List<Integer> groupOf) {
        classes = pages.classes();
        memoryPages = pages.memoryPages();
        this.groupOf = groupOf;
        int count = Math.toIntExact(guest.memory().pageCount());
        sampled = new int[classes.size()];
        classOf = new int[count];
        place = new double[count];
        turn = new double[count];
        state = new int[count];
        writes = new int[count];
        Arrays.fill(classOf, NO_CLASS);
        for (int group = 0; group < guest.groups().size(); group++) {
            deal(group, guest.groups().get(group).pages());
        }
    }

    private void deal(int group, PageBitmap pages) {
        List<Integer> members = new ArrayList<>();
        double all = 0;
        for (int index = 0; index < classes.size(); index++) {
            if (groupOf.get(index) == group) {
                members.add(index);
                all += classes.get(index).pages();
            }
        }
        if (members.isEmpty()) {
            return;
        }
        long count = pages.cardinality();
        double before = 0;
        int member = 0;
        long number = 0;
        for (long page = pages.next(0); page >= 0; page = pages.next(page + 1)) {
            double at = (number++ + 0.5) / count * all;
            while (member < members.size() - 1
                    && at >= before + classes.get(members.get(member)).pages()) {
                before += classes.get(members.get(member++)).pages();
            }
            PageClass of = classes.get(members.get(member));
            double inClass = Math.clamp((at - before) / of.pages(), 0, 1);
            place[(int) page] = inClass;
            classOf[(int) page] = members.get(member);
            sampled[members.get(member)]++;
            turn[(int) page] =
                    (of.region().firstPage() + inClass * of.region().pages()) / memoryPages;
        }
    }

    /** Whether it stands for a class that is written. */
    boolean isWritten(long page) {
        return hasClass(page) && !(ofPage(page).random().isNone() && ofPage(page).sweep().isNone());
    }

    boolean hasClass(long page) {
        return classOf[(int) page] != NO_CLASS;
    }

    int classOf(long page) {
        return classOf[(int) page];
    }

    PageClass ofPage(long page) {
        return classes.get(classOf[(int) page]);
    }

    /** How often it is written between two times of its class, at most {@value #MOST_TIMES}. */
    int times(long page, long fromNs, long toNs, SplittableRandom random) {
        PageClass of = ofPage(page);
        double passed = of.sweep().writes(0, toNs) - place[(int) page];
        double passedBefore = of.sweep().writes(0, fromNs) - place[(int) page];
        double sweeps = of.sweep().isNone() ? 0 : Math.floor(passed) - Math.floor(passedBefore);
        return (int)
                Math.min(MOST_TIMES, sweeps + poisson(of.random().writes(fromNs, toNs), random));
    }

    /** By the gaps between writes. */
    private static double poisson(double mean, SplittableRandom random) {
        int count = -1;
        for (double at = 0; at <= mean && count < MOST_TIMES; count++) {
            at -= Math.log(1 - random.nextDouble());
        }
        return count;
    }

    /** For how many pages of the guest it stands. */
    double weight(long page) {
        return ofPage(page).pages() / sampled[classOf[(int) page]];
    }

    /** When in a round its turn comes, 0 to 1. */
    double turn(long page) {
        return turn[(int) page];
    }

    int state(long page) {
        return state[(int) page];
    }

    /** Since it was sent last. */
    int writes(long page) {
        return writes[(int) page];
    }

    void wrote(long page, int times) {
        writes[(int) page] += times;
    }

    void sent(long page, boolean inRound0) {
        state[(int) page] = inRound0 ? FRESH : KEPT;
        writes[(int) page] = 0;
    }
}
