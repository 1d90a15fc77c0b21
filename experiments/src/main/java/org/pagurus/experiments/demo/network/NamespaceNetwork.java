package org.pagurus.experiments.demo.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.security.TransportSecurity;

/**
 * Real networks in {@linkplain Topology namespaces} of the demo's own: each host daemon runs in
 * one, its guests behind taps, and the client in another. The daemons speak mutual TLS. Needs root.
 */
public final class NamespaceNetwork implements DemoNetwork {
    private final NamespaceNames names;
    private final Topology topology;
    private final MigrationLink link;
    private final DemoCertificates certificates;

    private NamespaceNetwork(
            NamespaceNames names, Topology topology, DemoCertificates certificates) {
        this.names = names;
        this.topology = topology;
        this.link = new MigrationLink(topology);
        this.certificates = certificates;
    }

    /**
     * Makes it, after removing what demos that were killed have left.
     *
     * @param client the client's addresses
     * @param linkRateBytesPerSecond what the migration link carries; 0 for no limit
     * @throws IOException with one line that says what is missing
     */
    public static NamespaceNetwork open(NicAddress client, long linkRateBytesPerSecond)
            throws IOException, InterruptedException {
        Optional<String> missing = NamespaceSupport.missing();
        if (missing.isPresent()) {
            throw new IOException(missing.get());
        }
        Leftovers.remove();
        DemoCertificates certificates = DemoCertificates.make();
        try {
            return open(NamespaceNames.fresh(), certificates, client, linkRateBytesPerSecond);
        } catch (IOException | InterruptedException | RuntimeException e) {
            certificates.close();
            throw e;
        }
    }

    private static NamespaceNetwork open(
            NamespaceNames names,
            DemoCertificates certificates,
            NicAddress client,
            long linkRateBytesPerSecond)
            throws IOException, InterruptedException {
        NamespaceNetwork network =
                new NamespaceNetwork(names, Topology.make(names, client), certificates);
        try {
            if (linkRateBytesPerSecond > 0) {
                network.link.limitRate(linkRateBytesPerSecond);
            }
            return network;
        } catch (IOException e) {
            network.close();
            throw e;
        }
    }

    @Override
    public List<String> hostCommand(Host host, List<String> daemon) {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", names.host(host)));
        command.addAll(daemon);
        command.addAll(
                List.of(
                        "--listen",
                        Topology.migrationAddress(host) + ":0",
                        "--bridge",
                        Topology.GUESTS));
        command.addAll(certificates.hostOptions(host));
        return command;
    }

    @Override
    public HostClient connect(Host host, InetSocketAddress address)
            throws IOException, InterruptedException {
        TransportSecurity operator = certificates.operator();
        return topology.host(host).inside(() -> HostClient.connect(address, operator));
    }

    @Override
    public ClientLine line(ServiceAddress service) throws IOException, InterruptedException {
        return topology.client().inside(() -> SocketLine.open(service));
    }

    @Override
    public GuestWatch watch(NicAddress guest, Host at) throws IOException, InterruptedException {
        return NamespaceWatch.start(topology, guest, at);
    }

    @Override
    public Optional<MigrationLink> migrationLink() {
        return Optional.of(link);
    }

    @Override
    public void close() {
        certificates.close();
        topology.close();
    }

    @Override
    public String toString() {
        return "network namespaces " + String.join(", ", names.all());
    }
}
