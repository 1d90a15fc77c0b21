package org.pagurus.simulator.cluster;

import java.util.List;

/**
 * Hosts and the guests on them. Every change costs a fixed number of steps: sums by host are kept
 * up to date, never counted anew. A migrating guest runs on its source and has its memory on both
 * hosts until it is over, so that no host can be asked for more memory than it has at any moment.
 * Owned by one thread.
 */
public final class Cluster implements ClusterView {
    public static final int MAX_HOSTS = 1 << 17;
    public static final int MAX_GUESTS = 1 << 21;
    public static final int MAX_KINDS = 64;

    private final Hosts hosts;
    private final Guests guests;
    private final DemandHistory history;
    private long nowNs;
    private int placedCount;

    /** All hosts are on; no guest is placed yet. */
    public Cluster(List<HostSpec> hosts, List<GuestSpec> guests) {
        Limits.check("hosts", hosts.size(), 1, MAX_HOSTS);
        Limits.check("guests", guests.size(), 1, MAX_GUESTS);
        this.hosts = new Hosts(hosts);
        Limits.check("kinds of hosts", this.hosts.kinds().size(), 1, MAX_KINDS);
        this.guests = new Guests(guests);
        history = new DemandHistory(this.hosts, guests.size());
    }

    @Override
    public Hosts hosts() {
        return hosts;
    }

    @Override
    public Guests guests() {
        return guests;
    }

    @Override
    public DemandHistory history() {
        return history;
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    /**
     * Puts a guest on its first host.
     *
     * @throws IllegalArgumentException when the host is off or has not that much memory free
     */
    public void place(int guest, int host) {
        expect(guests.host[guest] == NONE, guest, "no host yet", "one");
        takeMemory(guest, host);
        guests.plannedHost[guest] = host;
        link(guest, host);
        hosts.plannedMips[host] += guests.demandMips[guest];
        placedCount++;
    }

    /**
     * Gives a guest a migration: memory is set aside at the destination.
     *
     * @throws IllegalArgumentException when it has one already, or the destination is its host, is
     *     off, or has not that much memory free
     */
    public void plan(int guest, int destination) {
        int source = guests.host[guest];
        expect(source != NONE, guest, "a host", "none");
        expect(!guests.isMigrating(guest), guest, "no migration", "one already");
        expect(source != destination, guest, "another host", "its own");
        takeMemory(guest, destination);
        hosts.incomingCount[destination]++;
        hosts.outgoingCount[source]++;
        replan(guest, destination);
    }

    /** The guest's migration is over: it runs on the destination, the source's memory is free. */
    public void complete(int guest) {
        expect(guests.isMigrating(guest), guest, "a migration", "none");
        int source = guests.host[guest];
        int destination = guests.plannedHost[guest];
        unlink(guest, source);
        hosts.usedBytes[source] -= guests.memoryBytes(guest);
        hosts.outgoingCount[source]--;
        hosts.incomingCount[destination]--;
        link(guest, destination);
    }

    /** The guest's migration is off: it stays where it is. */
    public void cancel(int guest) {
        expect(guests.isMigrating(guest), guest, "a migration", "none");
        int destination = guests.plannedHost[guest];
        hosts.usedBytes[destination] -= guests.memoryBytes(guest);
        hosts.incomingCount[destination]--;
        hosts.outgoingCount[guests.host[guest]]--;
        replan(guest, guests.host[guest]);
    }

    public void switchOn(int host) {
        expectHost(!hosts.on[host], host, "off", "on");
        hosts.on[host] = true;
        hosts.onCount++;
    }

    public void switchOff(int host) {
        expectHost(hosts.on[host], host, "on", "off");
        expectHost(hosts.isEmpty(host), host, "no guests", "some");
        hosts.on[host] = false;
        hosts.onCount--;
    }

    /**
     * Takes what every guest asks for from now on.
     *
     * @throws IllegalStateException when a guest was never placed
     */
    public void takeSample(CpuDemand demand, int sample, long sampleNs) {
        if (placedCount != guests.count()) {
            throw new IllegalStateException(
                    "guests: expected all %d to be placed but found %d"
                            .formatted(guests.count(), placedCount));
        }
        nowNs = sampleNs;
        history.open();
        for (int guest = 0; guest < guests.count(); guest++) {
            int percent = demand.percent(guest, sample);
            assert percent >= 0 && percent <= 100 : percent;
            int mips = (int) (((long) guests.cpuMips(guest) * percent + 50) / 100);
            int change = mips - guests.demandMips[guest];
            guests.demandMips[guest] = mips;
            hosts.demandMips[guests.host[guest]] += change;
            int planned = guests.plannedHost[guest];
            hosts.plannedMips[planned] += change;
            history.record(guest, planned, mips);
        }
    }

    private void takeMemory(int guest, int host) {
        expectHost(hosts.on[host], host, "on", "off");
        long bytes = guests.memoryBytes(guest);
        if (hosts.freeBytes(host) < bytes) {
            throw new IllegalArgumentException(
                    "host %d: expected %d bytes free for guest %d but found %d"
                            .formatted(host, bytes, guest, hosts.freeBytes(host)));
        }
        hosts.usedBytes[host] += bytes;
    }

    private void replan(int guest, int host) {
        int before = guests.plannedHost[guest];
        hosts.plannedMips[before] -= guests.demandMips[guest];
        hosts.plannedMips[host] += guests.demandMips[guest];
        history.move(guest, before, host);
        guests.plannedHost[guest] = host;
    }

    private void link(int guest, int host) {
        int first = hosts.firstGuest[host];
        guests.host[guest] = host;
        guests.previous[guest] = NONE;
        guests.next[guest] = first;
        if (first != NONE) {
            guests.previous[first] = guest;
        }
        hosts.firstGuest[host] = guest;
        hosts.guestCount[host]++;
        hosts.demandMips[host] += guests.demandMips[guest];
    }

    private void unlink(int guest, int host) {
        int before = guests.previous[guest];
        int after = guests.next[guest];
        if (before == NONE) {
            hosts.firstGuest[host] = after;
        } else {
            guests.next[before] = after;
        }
        if (after != NONE) {
            guests.previous[after] = before;
        }
        hosts.guestCount[host]--;
        hosts.demandMips[host] -= guests.demandMips[guest];
    }

    private static void expect(boolean holds, int guest, String expected, String found) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "guest %d: expected %s but found %s".formatted(guest, expected, found));
        }
    }

    private static void expectHost(boolean holds, int host, String expected, String found) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "host %d: expected %s but found %s".formatted(host, expected, found));
        }
    }
}
