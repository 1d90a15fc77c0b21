package org.pagurus.simulator.strategy.placement;

import static org.pagurus.simulator.cluster.ClusterView.NONE;

import java.util.Arrays;
import org.pagurus.simulator.cluster.ClusterView;

/** The guests of a host that can be sent away, and those that a selection picks of them. */
public final class Departures {
    private final ClusterView cluster;
    private final int[] guests;
    private int count;

    /** Guests that migrate already can't be sent away. */
    public Departures(ClusterView cluster, int host) {
        this.cluster = cluster;
        int[] found = new int[cluster.hosts().guestCount(host)];
        for (int place = 0; place < found.length; place++) {
            int guest = cluster.hosts().guest(host, place);
            if (!cluster.guests().isMigrating(guest)) {
                found[count++] = guest;
            }
        }
        guests = count == found.length ? found : Arrays.copyOf(found, count);
        // Their places tell who came when; the decision is not to depend on it.
        Arrays.sort(guests);
    }

    /** All that are left. */
    public int[] left() {
        return Arrays.copyOf(guests, count);
    }

    /** The next guest of a selection, which is then no longer there; NONE when all are gone. */
    public int next(GuestSelection selection) {
        if (count == 0) {
            return NONE;
        }
        int place = selection.select(cluster, guests, count);
        int guest = guests[place];
        System.arraycopy(guests, place + 1, guests, place, count - place - 1);
        count--;
        return guest;
    }
}
