package org.pagurus.simulator.cluster;

/** Where guests are at first, before any strategy has a say. */
public final class FirstPlacement {
    private FirstPlacement() {}

    /**
     * Deals the guests over the hosts in turn; where one has no memory left, the next one that has.
     *
     * @throws IllegalArgumentException when a guest fits nowhere
     */
    public static void deal(Cluster cluster) {
        Hosts hosts = cluster.hosts();
        int turn = 0;
        for (int guest = 0; guest < cluster.guests().count(); guest++) {
            long bytes = cluster.guests().memoryBytes(guest);
            int tries = 0;
            while (hosts.freeBytes(turn) < bytes || !hosts.isOn(turn)) {
                turn = (turn + 1) % hosts.count();
                if (++tries == hosts.count()) {
                    throw new IllegalArgumentException(
                            "guest %d: expected a host with %d bytes free but found none"
                                    .formatted(guest, bytes));
                }
            }
            cluster.place(guest, turn);
            turn = (turn + 1) % hosts.count();
        }
    }
}
