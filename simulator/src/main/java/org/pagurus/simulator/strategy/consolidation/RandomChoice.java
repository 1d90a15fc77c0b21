package org.pagurus.simulator.strategy.consolidation;

import java.util.random.RandomGenerator;
import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.strategy.placement.GuestSelection;

/** RC: any guest, each as likely as the others. */
public final class RandomChoice implements GuestSelection {
    private final RandomGenerator random;

    /**
     * @param random a stream that no one else draws from
     */
    public RandomChoice(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public String name() {
        return "rc";
    }

    @Override
    public int select(ClusterView cluster, int[] guests, int count) {
        return random.nextInt(count);
    }
}
