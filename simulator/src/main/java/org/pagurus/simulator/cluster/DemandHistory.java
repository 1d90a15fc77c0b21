package org.pagurus.simulator.cluster;

/**
 * What guests asked for in the last {@value #SAMPLES} samples, and its sums by host. A host's
 * history is that of the guests that are (planned to be) on it now, so that it tells what to expect
 * of them; it moves along with them. Sums are of whole numbers: they are exact, in any order.
 * Others only read; {@link Cluster} writes.
 */
public final class DemandHistory {
    /** As in CloudSim's power package. */
    public static final int SAMPLES = 30;

    /** Numbers of one guest or host lie in a row: moving a guest touches few cache lines. */
    private static final int ROW = 32;

    private final Hosts hosts;
    private final Guests guests;
    private final byte[] guestPercents;
    private final long[] hostMips;
    private int newest = -1;
    private int known;

    DemandHistory(Hosts hosts, Guests guests) {
        this.hosts = hosts;
        this.guests = guests;
        guestPercents = new byte[ROW * guests.count()];
        hostMips = new long[ROW * hosts.count()];
    }

    /** How many samples there are, up to {@value #SAMPLES}. */
    public int known() {
        return known;
    }

    /**
     * The host's utilisations, oldest first.
     *
     * @param into filled with the last {@code into.length} samples, at most as many as are known
     */
    public void utilisations(int host, double[] into) {
        assert into.length <= known : into.length + " of " + known;
        double capacity = hosts.cpuMips(host);
        int place = (newest - into.length + 1 + SAMPLES) % SAMPLES;
        for (int i = 0; i < into.length; i++) {
            into[i] = hostMips[ROW * host + place] / capacity;
            place = place + 1 == SAMPLES ? 0 : place + 1;
        }
    }

    /** What the guests of a host asked for together so many samples ago; 0 is the newest. */
    public long mips(int host, int samplesAgo) {
        assert samplesAgo < known : samplesAgo + " of " + known;
        return hostMips[ROW * host + (newest - samplesAgo + SAMPLES) % SAMPLES];
    }

    /** Starts a sample, which takes the oldest one's place. */
    void open() {
        newest = (newest + 1) % SAMPLES;
        known = Math.min(known + 1, SAMPLES);
    }

    void record(int guest, int percent) {
        guestPercents[ROW * guest + newest] = (byte) percent;
    }

    /** Ends a sample: what hosts are planned to be asked for is the newest of their sums. */
    void close() {
        for (int host = 0; host < hosts.count(); host++) {
            hostMips[ROW * host + newest] = hosts.plannedMips(host);
        }
    }

    void move(int guest, int from, int to) {
        for (int place = 0; place < known; place++) {
            int mips = guests.mipsAt(guest, guestPercents[ROW * guest + place]);
            hostMips[ROW * from + place] -= mips;
            hostMips[ROW * to + place] += mips;
        }
    }
}
