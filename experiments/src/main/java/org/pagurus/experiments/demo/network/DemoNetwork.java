package org.pagurus.experiments.demo.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.transport.command.HostClient;

/**
 * What joins the demo's hosts, its guest and its client. All errors are one line; what it has made
 * is gone when it is closed, or when this process ends. Its text says what it is, for people.
 */
public interface DemoNetwork extends AutoCloseable {
    /** The two hosts, by the part that they play. */
    enum Host {
        SOURCE,
        DESTINATION
    }

    /**
     * How a host daemon is started so that it is part of this network.
     *
     * @param daemon a command line that starts it without any
     */
    List<String> hostCommand(Host host, List<String> daemon);

    /** Connects to the daemon of a host, where it says that it listens. */
    HostClient connect(Host host, InetSocketAddress address)
            throws IOException, InterruptedException;

    /** A client's way to a guest. */
    ClientLine line(ServiceAddress service) throws IOException, InterruptedException;

    /**
     * Watches a guest from now on, which answers already.
     *
     * @param at the host that it is on, and may leave
     */
    GuestWatch watch(NicAddress guest, Host at) throws IOException, InterruptedException;

    /** The link that guests migrate over, where its faults can be made. */
    Optional<MigrationLink> migrationLink();

    @Override
    void close();
}
