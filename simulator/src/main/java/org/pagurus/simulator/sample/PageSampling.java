package org.pagurus.simulator.sample;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.simulator.cost.PageCost;
import org.pagurus.simulator.cost.PageCosts;
import org.pagurus.simulator.cost.ResendCosts;

/**
 * What the pages of a guest's groups take: they are sent as they are, then written once, a few
 * times or often and sent again in several rounds, some of them for the first time in the last.
 */
final class PageSampling {
    /** How often pages are written between two rounds; those of a group are dealt over these. */
    private static final List<Double> WRITES = List.of(1.0, 4.0, 16.0, 64.0);

    /** Rounds in which written pages are sent again, before the last. */
    private static final int ROUNDS_AGAIN = 3;

    /** Of so many pages one is sent again in the last round alone. */
    private static final int LATE_EVERY = 3;

    private final SampledGuest guest;
    private final SamplingChoice choice;
    private final int groups;
    private final int[] kindOf;

    /** Written pages that are sent in each round, and those that are not until the last. */
    private final PageBitmap early;

    private final PageBitmap late;

    private PageSampling(SampledGuest guest, SamplingChoice choice) {
        this.guest = guest;
        this.choice = choice;
        GuestMemory memory = guest.memory();
        groups = guest.groups().size();
        kindOf = new int[Math.toIntExact(memory.pageCount())];
        early = new PageBitmap(memory.pageCount());
        late = new PageBitmap(memory.pageCount());
        for (int group = 0; group < groups; group++) {
            deal(group);
        }
    }

    /**
     * Samples a guest, which is written to by it.
     *
     * @return by group
     */
    static List<PageCosts> of(SampledGuest guest, SamplingChoice choice) {
        return new PageSampling(guest, choice).sample();
    }

    /**
     * Pages that are written as often lie side by side, so that they go in frames of their own:
     * where pages are encoded together, it is known only what all of them take.
     */
    private void deal(int group) {
        SampledGuest.Group of = guest.groups().get(group);
        long count = of.pages().cardinality();
        long runs =
                WRITES.size()
                        * Math.max(1, count / (WRITES.size() * Page.PER_CHUNK * choice.streams()));
        long number = 0;
        for (long page = of.pages().next(0); page >= 0; page = of.pages().next(page + 1)) {
            int level = (int) (number * runs / count % WRITES.size());
            kindOf[(int) page] = group * WRITES.size() + level;
            if (of.written()) {
                (number % LATE_EVERY == LATE_EVERY - 1 ? late : early).set(page);
            }
            number++;
        }
    }

    private List<PageCosts> sample() {
        PageTallies first = tallies();
        PageTallies fresh = tallies();
        PageTallies kept = tallies();
        PageTallies lastFresh = tallies();
        PageTallies lastKept = tallies();
        PageBitmap all = new PageBitmap(kindOf.length);
        for (SampledGuest.Group group : guest.groups()) {
            all.or(group.pages());
        }
        try (SampleSender sender = new SampleSender(guest.memory(), choice)) {
            sender.send(all, false, kindOf, first);
            for (int round = 0; round < ROUNDS_AGAIN; round++) {
                write(early);
                sender.send(early, false, kindOf, round == 0 ? fresh : kept);
            }
            write(early);
            write(late);
            sender.send(early, true, kindOf, lastKept);
            sender.send(late, true, kindOf, lastFresh);
        }
        List<PageCosts> costs = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            if (guest.groups().get(group).pages().isEmpty()) {
                costs.add(PageCosts.always(PageCost.raw()));
                continue;
            }
            PageCost one = all(first, group);
            costs.add(
                    guest.groups().get(group).written()
                            ? new PageCosts(
                                    one,
                                    resend(group, fresh, kept),
                                    resend(group, lastFresh, lastKept))
                            : PageCosts.always(one));
        }
        return costs;
    }

    private PageTallies tallies() {
        return new PageTallies(choice.times(), groups * WRITES.size());
    }

    private void write(PageBitmap pages) {
        boolean odd = false;
        for (long page = pages.next(0); page >= 0; page = pages.next(page + 1)) {
            double writes = WRITES.get(kindOf[(int) page] % WRITES.size());
            // Some contents come back with every other write.
            boolean once = writes == 1;
            odd = !odd;
            for (int write = 0; write < writes + (odd && !once ? 1 : 0); write++) {
                guest.write(page);
            }
        }
    }

    private static PageCost all(PageTallies tallies, int group) {
        return tallies.cost(group * WRITES.size(), (group + 1) * WRITES.size());
    }

    private static ResendCosts resend(int group, PageTallies fresh, PageTallies kept) {
        List<PageCost> freshCosts = new ArrayList<>();
        List<PageCost> keptCosts = new ArrayList<>();
        for (int level = 0; level < WRITES.size(); level++) {
            int kind = group * WRITES.size() + level;
            freshCosts.add(costOr(fresh, kind, group));
            keptCosts.add(costOr(kept, kind, group));
        }
        return new ResendCosts(WRITES, freshCosts, keptCosts);
    }

    /** Of a group with few pages, a page however often it was written. */
    private static PageCost costOr(PageTallies tallies, int kind, int group) {
        return tallies.isEmpty(kind) ? all(tallies, group) : tallies.cost(kind, kind + 1);
    }
}
