package org.pagurus.simulator.strategy.consolidation;

import static org.pagurus.simulator.cluster.ClusterView.NONE;

import java.util.Arrays;
import org.pagurus.simulator.cluster.Hosts;
import org.pagurus.simulator.strategy.placement.Departures;
import org.pagurus.simulator.strategy.placement.Draft;
import org.pagurus.simulator.strategy.placement.Placement;
import org.pagurus.simulator.strategy.placement.Sorted;

/**
 * Empties hosts that are used little, the least first: each candidate whose guests all fit on other
 * candidates. What does not fit whole stays whole. No host is switched on for this, and a host that
 * guests are on their way to is left alone.
 */
final class Underload {
    private final Draft draft;
    private final Placement placement;

    Underload(Draft draft, Placement placement) {
        this.draft = draft;
        this.placement = placement;
    }

    /** Plans to empty and switch off what can be emptied. */
    void empty() {
        Hosts hosts = draft.cluster().hosts();
        int[] candidates = new int[hosts.count()];
        int count = 0;
        for (int host = 0; host < hosts.count(); host++) {
            if (draft.isCandidate(host)) {
                candidates[count++] = host;
            }
        }
        for (int host : Sorted.byRisingUse(draft, Arrays.copyOf(candidates, count))) {
            if (!draft.isDestination(host)
                    && hosts.incomingCount(host) == 0
                    && hosts.outgoingCount(host) == 0) {
                tryToEmpty(host);
            }
        }
    }

    private void tryToEmpty(int host) {
        double room = draft.roomMips(host);
        double limit = draft.plannedMips(host) + room;
        int before = draft.moveCount();
        draft.dismiss(host);
        int[] guests = new Departures(draft.cluster(), host).left();
        for (int guest : Sorted.byFallingDemand(draft.cluster(), guests)) {
            int destination = placement.hostFor(draft, guest);
            if (destination == NONE) {
                draft.rollBack(before);
                draft.admit(host, limit);
                return;
            }
            draft.move(guest, destination);
        }
        draft.close(host);
    }
}
