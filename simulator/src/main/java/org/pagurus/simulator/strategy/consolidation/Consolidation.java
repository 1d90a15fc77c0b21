package org.pagurus.simulator.strategy.consolidation;

import static org.pagurus.simulator.cluster.ClusterView.NONE;

import java.util.Arrays;
import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.cluster.Hosts;
import org.pagurus.simulator.cluster.day.ClusterStrategy;
import org.pagurus.simulator.cluster.day.Plan;
import org.pagurus.simulator.strategy.placement.CpuLoad;
import org.pagurus.simulator.strategy.placement.Departures;
import org.pagurus.simulator.strategy.placement.Draft;
import org.pagurus.simulator.strategy.placement.GuestSelection;
import org.pagurus.simulator.strategy.placement.Opening;
import org.pagurus.simulator.strategy.placement.Placement;
import org.pagurus.simulator.strategy.placement.Sorted;

/**
 * Dynamic consolidation for power (Beloglazov and Buyya 2012): guests leave overloaded hosts, in
 * the order of a selection, until these are no longer overloaded; all that leave are placed in the
 * order of falling demand; then hosts that are used little are emptied and switched off.
 *
 * <p>A host's limit is found once a sample, for the guests that it has then. Where no host that is
 * on has room, one is switched on; a guest for which there is none stays.
 */
public final class Consolidation implements ClusterStrategy {
    private final OverloadDetector detector;
    private final GuestSelection selection;
    private final Placement placement;

    public Consolidation(OverloadDetector detector, GuestSelection selection, Placement placement) {
        this.detector = detector;
        this.selection = selection;
        this.placement = placement;
    }

    @Override
    public String name() {
        return detector.name() + "/" + selection.name() + "/" + placement.name();
    }

    @Override
    public Plan decide(ClusterView cluster) {
        Draft draft = new Draft(cluster, new CpuLoad());
        int[] leaving = relieve(cluster, draft);
        for (int guest : Sorted.byFallingDemand(cluster, leaving)) {
            int host = placement.hostFor(draft, guest);
            if (host == NONE) {
                host = Opening.open(draft, placement, guest, StaticThreshold.FALLBACK);
            }
            if (host != NONE) {
                draft.move(guest, host);
            }
        }
        new Underload(draft, placement).empty();
        return draft.toPlan();
    }

    /** Makes hosts that are not overloaded candidates; returns the guests that leave the others. */
    private int[] relieve(ClusterView cluster, Draft draft) {
        Hosts hosts = cluster.hosts();
        int[] leaving = new int[64];
        int count = 0;
        for (int host = 0; host < hosts.count(); host++) {
            if (!hosts.isOn(host) || hosts.isDraining(host)) {
                continue;
            }
            double limit = detector.limitMips(cluster, host);
            double planned = hosts.plannedMips(host);
            if (planned <= limit) {
                draft.admit(host, limit);
                continue;
            }
            Departures departures = new Departures(cluster, host);
            while (planned > limit) {
                int guest = departures.next(selection);
                if (guest == NONE) {
                    break;
                }
                if (count == leaving.length) {
                    leaving = Arrays.copyOf(leaving, 2 * count);
                }
                leaving[count++] = guest;
                planned -= cluster.guests().demandMips(guest);
            }
        }
        return Arrays.copyOf(leaving, count);
    }
}
