package org.pagurus.simulator.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.pagurus.memory.PageBitmap;
import org.pagurus.simulator.cost.PageCost;
import org.pagurus.simulator.cost.PageCosts;
import org.pagurus.simulator.cost.ResendCosts;
import org.pagurus.simulator.workload.PageClasses;

/**
 * What the pages of a guest's groups take. Sampled pages go through the rounds of a migration:
 * between two rounds they are written as often as their classes are in the time that the round
 * takes, pages that are dirty at their turn are left out, and in the end comes a last round. So a
 * selector sees about what it sees in a migration, and learns from it.
 */
final class PageSampling {
    private static final long SEED = 1;

    /**
     * Pages are told apart by how often they were written since they were sent: from so often on.
     */
    private static final int[] BINS = {1, 2, 4, 8, 16, 32};

    private static final int STATES = 3;

    /** Rounds behind round 0, before the last. */
    private static final int ROUNDS_AGAIN = 3;

    /** So few pages tell how long round 0 takes. */
    private static final int FIRST_PAGES = 1024;

    /** A later round takes at least this share of round 0's time, so that there are some pages. */
    private static final double LEAST_ROUND = 1.0 / 4;

    /** Fewer say nothing by themselves. */
    private static final int LEAST_PAGES = 12;

    private static final double NS_PER_SECOND = 1e9;

    private final SampledGuest guest;
    private final SampledPages pages;
    private final PageClasses classes;
    private final List<Integer> groupOf;
    private final SamplingChoice choice;
    private final int groups;
    private final int[] kindOf;
    private final SplittableRandom random = new SplittableRandom(SEED);

    private PageSampling(
            SampledGuest guest, PageClasses classes, List<Integer> groupOf, SamplingChoice choice) {
        this.guest = guest;
        this.classes = classes;
        this.groupOf = groupOf;
        this.choice = choice;
        pages = new SampledPages(guest, classes, groupOf);
        groups = guest.groups().size();
        kindOf = new int[Math.toIntExact(guest.memory().pageCount())];
    }

    /**
     * Samples a guest, which is written to by it.
     *
     * @param groupOf by class, its group
     * @param ranNs how long the guest has run
     * @return by class
     */
    static List<PageCosts> of(
            SampledGuest guest,
            PageClasses classes,
            List<Integer> groupOf,
            long ranNs,
            SamplingChoice choice) {
        return new PageSampling(guest, classes, groupOf, choice).sample(ranNs);
    }

    private List<PageCosts> sample(long ranNs) {
        PageTallies unwritten = new PageTallies(choice.times(), groups);
        PageTallies first = new PageTallies(choice.times(), groups);
        PageTallies again = tallies();
        PageTallies last = tallies();
        double firstNs = firstRoundNs(unwritten);
        double roundNs = firstNs;
        long nowNs = ranNs;
        PageBitmap toSend = new PageBitmap(kindOf.length);
        guest.groups().forEach(group -> toSend.or(group.pages()));
        double duePages = classes.memoryPages();
        try (SampleSender sender = new SampleSender(guest.memory(), choice)) {
            for (int round = 0; round <= (learns() ? ROUNDS_AGAIN : 0); round++) {
                PageBitmap dirty = runAndSend(round, toSend, nowNs, roundNs, sender, first, again);
                nowNs += Math.round(roundNs);
                toSend.copyFrom(dirty);
                double due = weight(toSend);
                double likeBefore = roundNs * due / Math.max(1, duePages);
                roundNs = Math.max(likeBefore, firstNs * LEAST_ROUND);
                duePages = due;
            }
            if (learns()) {
                setKinds(toSend, false);
                sender.send(toSend, true, kindOf, last);
            }
        }
        List<PageCosts> ofGroups = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            // Where few pages are all there are, none should be missing because it was left out.
            boolean few = guest.groups().get(group).pages().cardinality() <= FIRST_PAGES;
            PageTallies of = few || first.isEmpty(group) ? unwritten : first;
            PageCost one = of.isEmpty(group) ? PageCost.raw() : of.cost(group, group + 1);
            ofGroups.add(
                    guest.groups().get(group).written() && learns()
                            ? costs(group, one, again, last)
                            : PageCosts.always(one));
        }
        return learns() ? groupOf.stream().map(ofGroups::get).toList() : ofClasses(ofGroups);
    }

    /**
     * By class, of a selector that learns nothing and keeps no versions: each written page is
     * written and sent once more.
     */
    private List<PageCosts> ofClasses(List<PageCosts> ofGroups) {
        PageTallies tallies = new PageTallies(choice.times(), classes.classes().size());
        PageBitmap toSend = new PageBitmap(kindOf.length);
        boolean odd = false;
        for (long page = 0; page < kindOf.length; page++) {
            if (pages.isWritten(page)) {
                guest.write(page);
                if (odd) { // some contents come back with every other write
                    guest.write(page);
                }
                odd = !odd;
                toSend.set(page);
                kindOf[(int) page] = pages.classOf(page);
            }
        }
        try (SampleSender sender = new SampleSender(guest.memory(), choice)) {
            sender.send(toSend, false, kindOf, tallies);
        }
        List<PageCosts> costs = new ArrayList<>();
        for (int index = 0; index < groupOf.size(); index++) {
            PageCosts ofGroup = ofGroups.get(groupOf.get(index));
            costs.add(
                    tallies.pages(index) < LEAST_PAGES
                            ? ofGroup
                            : new PageCosts(ofGroup.first(), tallies.cost(index, index + 1)));
        }
        return costs;
    }

    /** The guest runs through a round; what is dirty behind it. */
    private PageBitmap runAndSend(
            int round,
            PageBitmap toSend,
            long nowNs,
            double roundNs,
            SampleSender sender,
            PageTallies first,
            PageTallies again) {
        PageBitmap dirty = new PageBitmap(kindOf.length);
        PageBitmap skipped = new PageBitmap(kindOf.length);
        long endNs = nowNs + Math.round(roundNs);
        for (long page = toSend.next(0); page >= 0; page = toSend.next(page + 1)) {
            if (write(page, nowNs, turnNs(page, nowNs, roundNs), dirty)) {
                skipped.set(page);
            }
        }
        toSend.andNot(skipped);
        setKinds(toSend, round == 0);
        sender.send(toSend, false, kindOf, round == 0 ? first : again);
        for (long page = 0; page < kindOf.length; page++) {
            if (toSend.get(page)) {
                pages.sent(page, round == 0);
            }
            if (pages.isWritten(page)) {
                boolean whole = !toSend.get(page) && !skipped.get(page);
                long fromNs = whole ? nowNs : turnNs(page, nowNs, roundNs);
                write(page, fromNs, endNs, dirty);
            }
        }
        return dirty;
    }

    private long turnNs(long page, long nowNs, double roundNs) {
        return pages.hasClass(page) ? nowNs + Math.round(pages.turn(page) * roundNs) : nowNs;
    }

    /** Writes a page as often as its class is between two running times; whether at all. */
    private boolean write(long page, long fromNs, long toNs, PageBitmap dirty) {
        int times = pages.isWritten(page) ? pages.times(page, fromNs, toNs, random) : 0;
        for (int write = 0; write < times; write++) {
            guest.write(page);
        }
        if (times > 0) {
            pages.wrote(page, times);
            dirty.set(page);
        }
        return times > 0;
    }

    private void setKinds(PageBitmap toSend, boolean isFirst) {
        for (int group = 0; group < groups; group++) {
            PageBitmap of = guest.groups().get(group).pages();
            for (long page = of.next(0); page >= 0; page = of.next(page + 1)) {
                if (toSend.get(page)) {
                    kindOf[(int) page] =
                            isFirst ? group : kind(group, pages.state(page), bin(page));
                }
            }
        }
    }

    private int bin(long page) {
        int bin = 0;
        while (bin < BINS.length - 1 && pages.writes(page) >= BINS[bin + 1]) {
            bin++;
        }
        return bin;
    }

    private static int kind(int group, int state, int bin) {
        return (group * STATES + state) * BINS.length + bin;
    }

    private double weight(PageBitmap toSend) {
        double weight = 0;
        for (long page = toSend.next(0); page >= 0; page = toSend.next(page + 1)) {
            weight += pages.weight(page);
        }
        return weight;
    }

    /** About what round 0 takes, told from a few pages of each group. */
    private double firstRoundNs(PageTallies tallies) {
        PageBitmap some = new PageBitmap(kindOf.length);
        for (int group = 0; group < groups; group++) {
            PageBitmap of = guest.groups().get(group).pages();
            int left = FIRST_PAGES;
            for (long page = of.next(0); page >= 0 && left > 0; page = of.next(page + 1)) {
                some.set(page);
                kindOf[(int) page] = group;
                left--;
            }
        }
        try (SampleSender sender = new SampleSender(guest.memory(), choice)) {
            sender.send(some, false, kindOf, tallies);
        }
        double bytes = 0;
        double sourceNs = 0;
        double destinationNs = 0;
        for (int index = 0; index < classes.classes().size(); index++) {
            int group = groupOf.get(index);
            double count = classes.classes().get(index).pages();
            PageCost cost =
                    tallies.isEmpty(group) ? PageCost.raw() : tallies.cost(group, group + 1);
            bytes += count * cost.wireBytes();
            sourceNs += count * cost.sourceNs();
            destinationNs += count * cost.destinationNs();
        }
        double hostsNs =
                choice.pipeline()
                        .hostsNs(
                                sourceNs,
                                Math.min(choice.encoders(), choice.streams()),
                                destinationNs,
                                choice.decoders());
        return Math.max(hostsNs, bytes / choice.linkBytesPerSecond() * NS_PER_SECOND);
    }

    private PageTallies tallies() {
        return new PageTallies(choice.times(), groups * STATES * BINS.length);
    }

    /** Whether what a page takes depends on more than what it holds. */
    private boolean learns() {
        return choice.selector().usesVersions() || choice.selector().usesWindow();
    }

    private static PageCosts costs(int group, PageCost first, PageTallies again, PageTallies last) {
        PageCost kept = stateCost(group, SampledPages.KEPT, first, again);
        PageCost fresh = stateCost(group, SampledPages.FRESH, kept, again);
        PageCost unsent = stateCost(group, SampledPages.UNSENT, first, again);
        kept = stateCost(group, SampledPages.KEPT, fresh, again);
        PageCost lastKept = stateCost(group, SampledPages.KEPT, kept, last);
        PageCost lastFresh = stateCost(group, SampledPages.FRESH, lastKept, last);
        lastKept = stateCost(group, SampledPages.KEPT, lastFresh, last);
        return new PageCosts(
                first,
                resend(group, unsent, fresh, kept, again),
                resend(
                        group,
                        stateCost(group, SampledPages.UNSENT, unsent, last),
                        lastFresh,
                        lastKept,
                        last));
    }

    /**
     * By how often pages were written, where there were enough.
     *
     * @param unsent in this state, however often they were written; likewise the others
     */
    private static ResendCosts resend(
            int group, PageCost unsent, PageCost fresh, PageCost kept, PageTallies tallies) {
        List<Double> writes = new ArrayList<>();
        List<PageCost> freshCosts = new ArrayList<>();
        List<PageCost> keptCosts = new ArrayList<>();
        for (int bin = 0; bin < BINS.length; bin++) {
            int freshKind = kind(group, SampledPages.FRESH, bin);
            int keptKind = kind(group, SampledPages.KEPT, bin);
            boolean hasFresh = tallies.pages(freshKind) >= LEAST_PAGES;
            boolean hasKept = tallies.pages(keptKind) >= LEAST_PAGES;
            if (hasFresh || hasKept || bin == BINS.length - 1 && writes.isEmpty()) {
                writes.add((double) BINS[bin]);
                freshCosts.add(hasFresh ? tallies.cost(freshKind, freshKind + 1) : fresh);
                keptCosts.add(hasKept ? tallies.cost(keptKind, keptKind + 1) : kept);
            }
        }
        return new ResendCosts(writes, unsent, freshCosts, keptCosts);
    }

    /** Pages in one state, however often they were written. */
    private static PageCost stateCost(int group, int state, PageCost other, PageTallies tallies) {
        int from = kind(group, state, 0);
        int end = from + BINS.length;
        return tallies.pages(from, end) >= LEAST_PAGES ? tallies.cost(from, end) : other;
    }
}
