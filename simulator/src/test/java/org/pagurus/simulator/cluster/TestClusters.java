package org.pagurus.simulator.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Small clusters whose numbers are easy to follow, and random ones. */
public final class TestClusters {
    public static final long GIB = 1L << 30;

    /** 1,000 MIPS, 10 GiB, 1 Gbit/s, from 100 W to 200 W. */
    public static final HostSpec PLAIN =
            new HostSpec(1000, 10 * GIB, 125_000_000, PowerCurve.of(100, 200));

    /** 1,000 MIPS, 1 GiB, dirties nothing: its percentage times ten is its demand. */
    public static final GuestSpec SMALL = new GuestSpec(1000, GIB, 0);

    private TestClusters() {}

    /** Alike hosts and guests; {@code hostOf} has the guests' hosts. */
    public static Cluster of(int hosts, int... hostOf) {
        return of(Collections.nCopies(hosts, PLAIN), nCopies(hostOf.length), hostOf);
    }

    public static Cluster of(List<HostSpec> hosts, List<GuestSpec> guests, int... hostOf) {
        Cluster cluster = new Cluster(hosts, guests);
        for (int guest = 0; guest < hostOf.length; guest++) {
            cluster.place(guest, hostOf[guest]);
        }
        return cluster;
    }

    private static List<GuestSpec> nCopies(int count) {
        return new ArrayList<>(Collections.nCopies(count, SMALL));
    }

    /** Takes the same sample so many times, a percentage a guest. */
    public static void sample(Cluster cluster, int times, int... percents) {
        for (int i = 0; i < times; i++) {
            cluster.takeSample((guest, sample) -> percents[guest], 0, cluster.nowNs() + 1);
        }
    }

    /**
     * Whether everything that is kept up to date is what counting gives: each guest on exactly one
     * host, sums, and no host above its memory.
     */
    public static void check(ClusterView cluster) {
        Hosts hosts = cluster.hosts();
        Guests guests = cluster.guests();
        int[] seen = new int[guests.count()];
        long[] used = new long[hosts.count()];
        long[] planned = new long[hosts.count()];
        int[] incoming = new int[hosts.count()];
        int[] outgoing = new int[hosts.count()];
        int on = 0;
        for (int host = 0; host < hosts.count(); host++) {
            long demand = 0;
            for (int place = 0; place < hosts.guestCount(host); place++) {
                int guest = hosts.guest(host, place);
                expect(guests.host(guest) == host, "host of guest " + guest);
                seen[guest]++;
                demand += guests.demandMips(guest);
                used[host] += guests.memoryBytes(guest);
                int to = guests.plannedHost(guest);
                planned[to] += guests.demandMips(guest);
                if (to != host) {
                    used[to] += guests.memoryBytes(guest);
                    incoming[to]++;
                    outgoing[host]++;
                }
            }
            expect(demand == hosts.demandMips(host), "demand of host " + host);
            expect(
                    hosts.isOn(host) || hosts.guestCount(host) == 0,
                    "host off with guests: " + host);
            on += hosts.isOn(host) ? 1 : 0;
        }
        expect(on == hosts.onCount(), "hosts on");
        for (int guest = 0; guest < seen.length; guest++) {
            expect(seen[guest] == 1, "guest " + guest + " is on " + seen[guest] + " hosts");
        }
        for (int host = 0; host < hosts.count(); host++) {
            long memory = hosts.spec(host).memoryBytes();
            expect(used[host] <= memory, "memory of host " + host);
            expect(memory - used[host] == hosts.freeBytes(host), "free memory of host " + host);
            expect(planned[host] == hosts.plannedMips(host), "planned demand of host " + host);
            expect(incoming[host] == hosts.incomingCount(host), "incoming of host " + host);
            expect(outgoing[host] == hosts.outgoingCount(host), "outgoing of host " + host);
            if (cluster.history().known() > 0) {
                expect(planned[host] == cluster.history().mips(host, 0), "history of " + host);
            }
        }
    }

    private static void expect(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
