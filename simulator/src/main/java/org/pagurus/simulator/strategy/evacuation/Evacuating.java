package org.pagurus.simulator.strategy.evacuation;

import java.util.List;
import java.util.function.Consumer;
import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.cluster.Limits;
import org.pagurus.simulator.cluster.day.ClusterStrategy;
import org.pagurus.simulator.cluster.day.Plan;
import org.pagurus.simulator.strategy.placement.Placement;

/**
 * Empties one host, switches it off, and does nothing else. It plans anew at each sample: a guest
 * that was stranded goes once there is room for it, and so does one that was still on its way to
 * the host.
 */
public final class Evacuating implements ClusterStrategy {
    private final int host;
    private final Placement placement;
    private final double limitShare;
    private final Consumer<Evacuation> listener;

    /**
     * @param limitShare of their CPU, what other hosts may be used up to
     * @param listener hears of what is planned at each sample until the host is off: which guests
     *     start to wait or move, and which are stranded
     */
    public Evacuating(
            int host, Placement placement, double limitShare, Consumer<Evacuation> listener) {
        this.host = host;
        this.placement = placement;
        this.limitShare = Limits.check("evacuation.limitShare", limitShare, 0, 1);
        this.listener = listener;
    }

    @Override
    public String name() {
        return "evacuation-of-" + host + "/" + placement.name();
    }

    @Override
    public Plan decide(ClusterView cluster) {
        if (!cluster.hosts().isOn(host)) {
            return Plan.NOTHING;
        }
        Evacuation evacuation = Evacuation.plan(cluster, host, placement, limitShare);
        listener.accept(evacuation);
        return new Plan(List.of(), evacuation.moves(), List.of(host));
    }
}
