package org.pagurus.simulator.strategy.evacuation;

import static org.pagurus.simulator.cluster.ClusterView.NONE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.cluster.Guests;
import org.pagurus.simulator.cluster.Hosts;
import org.pagurus.simulator.cluster.Limits;
import org.pagurus.simulator.cluster.day.Move;
import org.pagurus.simulator.strategy.placement.CpuLoad;
import org.pagurus.simulator.strategy.placement.Departures;
import org.pagurus.simulator.strategy.placement.Draft;
import org.pagurus.simulator.strategy.placement.Placement;

/**
 * Where the guests of a host go when it is to be emptied, for repair or to save power. The guest
 * with the most memory is placed and sent first: it is the hardest to place, and with several
 * migrations at once the longest should not be the last to start.
 *
 * @param host the one to empty
 * @param moves in the order in which they are to start
 * @param stranded guests that can't leave
 */
public record Evacuation(int host, List<Move> moves, List<Stranded> stranded) {
    public Evacuation {
        moves = List.copyOf(moves);
        stranded = List.copyOf(stranded);
    }

    /** Whether every guest that runs on the host leaves; guests on their way out do so anyway. */
    public boolean isWhole() {
        return stranded.isEmpty();
    }

    /**
     * Plans one.
     *
     * @param limitShare of their CPU, what other hosts may be used up to
     */
    public static Evacuation plan(
            ClusterView cluster, int host, Placement placement, double limitShare) {
        Limits.check("host", host, 0, cluster.hosts().count() - 1L);
        Limits.check("evacuation.limitShare", limitShare, 0, 1);
        Draft draft = new Draft(cluster, new CpuLoad());
        Hosts hosts = cluster.hosts();
        for (int other = 0; other < hosts.count(); other++) {
            if (other != host && hosts.isOn(other) && !hosts.isDraining(other)) {
                draft.admit(other, limitShare * hosts.cpuMips(other));
            }
        }
        return plan(draft, host, placement);
    }

    /**
     * The same with the candidates of a draft, of which the host is none; the draft has it then.
     */
    public static Evacuation plan(Draft draft, int host, Placement placement) {
        Guests guests = draft.cluster().guests();
        List<Integer> leaving =
                Arrays.stream(new Departures(draft.cluster(), host).left())
                        .boxed()
                        .sorted(
                                Comparator.<Integer>comparingLong(guests::memoryBytes)
                                        .thenComparingInt(guests::demandMips)
                                        .reversed()
                                        .thenComparingInt(Integer::intValue))
                        .toList();
        List<Move> moves = new ArrayList<>();
        List<Stranded> stranded = new ArrayList<>();
        for (int guest : leaving) {
            int destination = placement.hostFor(draft, guest);
            if (destination == NONE) {
                stranded.add(strandedFor(draft, guest));
            } else {
                draft.move(guest, destination);
                moves.add(new Move(guest, destination));
            }
        }
        return new Evacuation(host, moves, stranded);
    }

    private static Stranded strandedFor(Draft draft, int guest) {
        Hosts hosts = draft.cluster().hosts();
        long bytes = draft.cluster().guests().memoryBytes(guest);
        long mostBytes = 0;
        double mostMips = 0;
        boolean hasMemory = false;
        for (int host = 0; host < hosts.count(); host++) {
            if (draft.isCandidate(host)) {
                mostBytes = Math.max(mostBytes, draft.freeBytes(host));
                if (draft.freeBytes(host) >= bytes) {
                    hasMemory = true;
                    mostMips = Math.max(mostMips, draft.roomMips(host));
                }
            }
        }
        Stranded.Reason reason = hasMemory ? Stranded.Reason.CPU : Stranded.Reason.MEMORY;
        return new Stranded(guest, reason, mostBytes, mostMips);
    }
}
