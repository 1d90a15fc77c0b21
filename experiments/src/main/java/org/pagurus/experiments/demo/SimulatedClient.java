package org.pagurus.experiments.demo;

import java.util.SplittableRandom;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.net.UdpDatagram;
import org.pagurus.guest.service.KeyValueProtocol;
import org.pagurus.guest.service.KeyValueRequest;
import org.pagurus.guest.software.SoftwareGuest;
import org.pagurus.simulator.kernel.Simulation;

/**
 * The load client in virtual time: what it asks of the guest, half of it writes to the table. Each
 * request is answered within its turn, so that none waits; a paused guest is asked in vain.
 */
final class SimulatedClient {
    private static final NicAddress CLIENT =
            new NicAddress(MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.1"));
    private static final int PORT = 40_000;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    /** Of all requests; the others read. */
    static final double PUT_SHARE = 0.5;

    private final Simulation simulation;
    private final SoftwareGuest guest;
    private final NicAddress nic;
    private final LoadClientOptions options;
    private final SplittableRandom random;
    private final WriteLedger ledger;
    private long requests;

    SimulatedClient(
            Simulation simulation,
            SoftwareGuest guest,
            NicAddress nic,
            long seed,
            int requestsPerSecond) {
        this.simulation = simulation;
        this.guest = guest;
        this.nic = nic;
        options = options(nic, seed).withRequestsPerSecond(requestsPerSecond);
        random = new SplittableRandom(seed);
        ledger = new WriteLedger(firstKey(seed), options.keyCount());
    }

    /** How the client of that seed works. */
    static LoadClientOptions options(NicAddress nic, long seed) {
        return LoadClientOptions.of(CLIENT, nic.ip(), seed);
    }

    /** Its keys follow one another from this one on. */
    static long firstKey(long seed) {
        return seed * LoadClientOptions.MAX_KEYS;
    }

    void start() {
        ask();
    }

    private void ask() {
        int index = random.nextInt(options.keyCount());
        long id = ++requests;
        KeyValueRequest request =
                random.nextBoolean() ? ledger.nextPut(id, index) : ledger.nextGet(id, index);
        guest.runToNow();
        guest.nic()
                .receive(
                        new UdpDatagram(
                                        PORT,
                                        KeyValueProtocol.DEFAULT_PORT,
                                        KeyValueProtocol.encode(request))
                                .toFrame(CLIENT, nic));
        long nextNs = simulation.nowNs() + NS_PER_SECOND / options.requestsPerSecond();
        simulation.schedule(nextNs, nowNs -> ask());
    }
}
