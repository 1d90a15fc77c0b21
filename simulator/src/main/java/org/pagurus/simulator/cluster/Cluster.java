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
        history = new DemandHistory(this.hosts, this.guests);
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
        expect(guests.host(guest) == NONE, guest, "no host yet", "one");
        takeMemory(guest, host);
        guests.setPlannedHost(guest, host);
        link(guest, host);
        hosts.addPlanned(host, guests.demandMips(guest));
        placedCount++;
    }

    /**
     * Gives a guest a migration: memory is set aside at the destination.
     *
     * @throws IllegalArgumentException when it has one already, or the destination is its host, is
     *     off, or has not that much memory free
     */
    public void plan(int guest, int destination) {
        int source = guests.host(guest);
        expect(source != NONE, guest, "a host", "none");
        expect(!guests.isMigrating(guest), guest, "no migration", "one already");
        expect(source != destination, guest, "another host", "its own");
        takeMemory(guest, destination);
        hosts.addMigrations(source, destination, 1);
        replan(guest, destination);
    }

    /** The guest's migration is over: it runs on the destination, the source's memory is free. */
    public void complete(int guest) {
        expect(guests.isMigrating(guest), guest, "a migration", "none");
        int source = guests.host(guest);
        int destination = guests.plannedHost(guest);
        unlink(guest, source);
        hosts.addUsed(source, -guests.memoryBytes(guest));
        hosts.addMigrations(source, destination, -1);
        link(guest, destination);
    }

    /** The guest's migration is off: it stays where it is. */
    public void cancel(int guest) {
        expect(guests.isMigrating(guest), guest, "a migration", "none");
        int source = guests.host(guest);
        int destination = guests.plannedHost(guest);
        hosts.addUsed(destination, -guests.memoryBytes(guest));
        hosts.addMigrations(source, destination, -1);
        replan(guest, source);
    }

    public void switchOn(int host) {
        expectHost(!hosts.isOn(host), host, "off", "on");
        hosts.setOn(host, true);
    }

    public void switchOff(int host) {
        expectHost(hosts.isOn(host), host, "on", "off");
        expectHost(hosts.isEmpty(host), host, "no guests", "some");
        hosts.setOn(host, false);
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
            history.record(guest, percent);
            int mips = guests.mipsAt(guest, percent);
            int change = mips - guests.demandMips(guest);
            guests.setDemandMips(guest, mips);
            hosts.addDemand(guests.host(guest), change);
            hosts.addPlanned(guests.plannedHost(guest), change);
        }
        history.close();
    }

    private void takeMemory(int guest, int host) {
        expectHost(hosts.isOn(host), host, "on", "off");
        long bytes = guests.memoryBytes(guest);
        if (hosts.freeBytes(host) < bytes) {
            throw new IllegalArgumentException(
                    "host %d: expected %d bytes free for guest %d but found %d"
                            .formatted(host, bytes, guest, hosts.freeBytes(host)));
        }
        hosts.addUsed(host, bytes);
    }

    private void replan(int guest, int host) {
        int before = guests.plannedHost(guest);
        hosts.addPlanned(before, -guests.demandMips(guest));
        hosts.addPlanned(host, guests.demandMips(guest));
        history.move(guest, before, host);
        guests.setPlannedHost(guest, host);
    }

    private void link(int guest, int host) {
        guests.setHost(guest, host);
        guests.setPlace(guest, hosts.addGuest(host, guest));
        hosts.addDemand(host, guests.demandMips(guest));
    }

    private void unlink(int guest, int host) {
        int place = guests.place(guest);
        guests.setPlace(hosts.removeGuest(host, place), place);
        hosts.addDemand(host, -guests.demandMips(guest));
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
