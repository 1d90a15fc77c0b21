package org.pagurus.simulator.fluid;

import java.util.List;
import org.pagurus.codec.CodecId;
import org.pagurus.simulator.cost.CodecShare;
import org.pagurus.simulator.cost.PageCost;
import org.pagurus.simulator.cost.ResendCosts;

/** What the pages that a class sends in a round take in the mean: a few costs, mixed. */
final class CostMix {
    private static final int MOST = 5;

    private final PageCost[] costs = new PageCost[MOST];
    private final double[] shares = new double[MOST];
    private int count;

    double wireBytes;
    double sourceNs;
    double destinationNs;

    /** All pages take this. */
    void set(PageCost cost) {
        begin();
        add(cost, 1);
    }

    /**
     * @param writes of a page since it was sent last, in the mean
     * @param unsentShare of the pages, the share of those never sent
     * @param keptShare of the others, the share of those sent in a round behind round 0
     */
    void set(ResendCosts resend, double writes, double unsentShare, double keptShare) {
        begin();
        add(resend.unsent(), unsentShare);
        double sentShare = 1 - unsentShare;
        List<Double> levels = resend.writes();
        int above = 0;
        while (above < levels.size() && levels.get(above) < writes) {
            above++;
        }
        if (above == 0 || above == levels.size()) {
            int nearest = Math.min(above, levels.size() - 1);
            add(resend, nearest, sentShare, keptShare);
            return;
        }
        double low = levels.get(above - 1);
        double share = Math.log(writes / low) / Math.log(levels.get(above) / low);
        add(resend, above - 1, sentShare * (1 - share), keptShare);
        add(resend, above, sentShare * share, keptShare);
    }

    /** Counts pages by the codecs that they go by. */
    void count(RoundTally tally, double pages) {
        for (int index = 0; index < count; index++) {
            List<CodecShare> codecs = costs[index].codecs();
            for (int each = 0; each < codecs.size(); each++) {
                CodecShare codec = codecs.get(each);
                double of = pages * shares[index] * codec.share();
                tally.add(codec.codec(), of, of * codec.bodyBytes());
            }
        }
    }

    /** The share of zero pages. */
    double zeroShare() {
        double zero = 0;
        for (int index = 0; index < count; index++) {
            for (CodecShare codec : costs[index].codecs()) {
                zero += codec.codec() == CodecId.ZERO ? shares[index] * codec.share() : 0;
            }
        }
        return zero;
    }

    private void begin() {
        count = 0;
        wireBytes = 0;
        sourceNs = 0;
        destinationNs = 0;
    }

    private void add(ResendCosts resend, int level, double share, double keptShare) {
        add(resend.fresh().get(level), share * (1 - keptShare));
        add(resend.kept().get(level), share * keptShare);
    }

    private void add(PageCost cost, double share) {
        if (share > 0) {
            costs[count] = cost;
            shares[count++] = share;
            wireBytes += share * cost.wireBytes();
            sourceNs += share * cost.sourceNs();
            destinationNs += share * cost.destinationNs();
        }
    }
}
