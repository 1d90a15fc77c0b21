package org.pagurus.simulator.strategy.scale;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.simulator.cluster.ClusterView;
import org.pagurus.simulator.cluster.DemandHistory;
import org.pagurus.simulator.cluster.Hosts;
import org.pagurus.simulator.cluster.day.ClusterStrategy;
import org.pagurus.simulator.cluster.day.Plan;
import org.pagurus.simulator.strategy.evacuation.Evacuation;
import org.pagurus.simulator.strategy.placement.CpuLoad;
import org.pagurus.simulator.strategy.placement.Draft;
import org.pagurus.simulator.strategy.placement.LeastLoaded;
import org.pagurus.simulator.strategy.placement.Sorted;

/**
 * Scale-up and scale-down of a virtual cluster: hosts are switched on, or emptied and switched off,
 * to keep the cluster's utilisation in a band. When the number of hosts is right, another strategy
 * decides what moves. While migrations are on their way nothing is switched off: what they bring
 * about is to be seen first.
 */
public final class Scaling implements ClusterStrategy {
    private final LoadBand band;
    private final ClusterStrategy inner;

    /**
     * @param inner balances the hosts that are on; it must not switch any itself
     */
    public Scaling(LoadBand band, ClusterStrategy inner) {
        this.band = band;
        this.inner = inner;
    }

    @Override
    public String name() {
        return "band-%s-%s/%s".formatted(band.low(), band.high(), inner.name());
    }

    @Override
    public Plan decide(ClusterView cluster) {
        double capacity = 0;
        for (int host = 0; host < cluster.hosts().count(); host++) {
            capacity += cluster.hosts().isOn(host) ? cluster.hosts().cpuMips(host) : 0;
        }
        double wanted = band.capacityWanted(demandNewestFirst(cluster), capacity);
        if (wanted > capacity || cluster.hosts().onCount() < band.minimumHosts()) {
            List<Integer> opened = switchOn(cluster.hosts(), wanted - capacity);
            if (!opened.isEmpty()) {
                return new Plan(opened, List.of(), List.of());
            }
        } else if (wanted < capacity && !isMigrating(cluster.hosts())) {
            Plan down = switchOff(cluster, capacity - wanted);
            if (!down.switchOff().isEmpty()) {
                return down;
            }
        }
        return inner.decide(cluster);
    }

    private double[] demandNewestFirst(ClusterView cluster) {
        DemandHistory history = cluster.history();
        double[] demand = new double[Math.min(history.known(), band.holdSamples())];
        for (int i = 0; i < demand.length; i++) {
            for (int host = 0; host < cluster.hosts().count(); host++) {
                demand[i] += history.mips(host, i);
            }
        }
        return demand;
    }

    private static boolean isMigrating(Hosts hosts) {
        for (int host = 0; host < hosts.count(); host++) {
            if (hosts.outgoingCount(host) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Hosts by number until they have so much, and there are as many as the minimum. */
    private List<Integer> switchOn(Hosts hosts, double missingMips) {
        List<Integer> opened = new ArrayList<>();
        double missing = missingMips;
        for (int host = 0; host < hosts.count(); host++) {
            int on = hosts.onCount() + opened.size();
            if (missing <= 0 && on >= band.minimumHosts()) {
                break;
            }
            if (!hosts.isOn(host)) {
                opened.add(host);
                missing -= hosts.cpuMips(host);
            }
        }
        return opened;
    }

    /** The least used hosts whose guests all fit elsewhere, up to so much capacity. */
    private Plan switchOff(ClusterView cluster, double spareMips) {
        Hosts hosts = cluster.hosts();
        Draft draft = new Draft(cluster, new CpuLoad());
        List<Integer> on = new ArrayList<>();
        for (int host = 0; host < hosts.count(); host++) {
            if (hosts.isOn(host)) {
                draft.admit(host, band.high() * hosts.cpuMips(host));
                on.add(host);
            }
        }
        int left = on.size();
        double spare = spareMips;
        for (int host : Sorted.byRisingUse(draft, on.stream().mapToInt(i -> i).toArray())) {
            if (left <= band.minimumHosts() || spare < hosts.cpuMips(host)) {
                break;
            }
            if (draft.isDestination(host)) {
                continue;
            }
            int before = draft.moveCount();
            draft.dismiss(host);
            if (Evacuation.plan(draft, host, new LeastLoaded()).isWhole()) {
                draft.close(host);
                left--;
                spare -= hosts.cpuMips(host);
            } else {
                draft.rollBack(before);
                draft.admit(host, band.high() * hosts.cpuMips(host));
            }
        }
        return draft.toPlan();
    }
}
