package org.pagurus.experiments.demo.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.pagurus.experiments.demo.network.DemoNetwork.Host;
import org.pagurus.experiments.process.AtExit;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.transport.net.linux.NetworkNamespace;

/**
 * Four network namespaces and what is in them:
 *
 * <pre>
 *   source                      segment                client
 *   +--------------------+      +-----------------+    +-------------------+
 *   | tap -- guests -----+------+-- source        |    |                   |
 *   |                    |      |   client -------+----+-- uplink 10.0.0.1 |
 *   | migration .1       |  +---+-- destination   |    |                   |
 *   +-----+--------------+  |   +-----------------+    +-------------------+
 *         | 169.254.77.0/24 |
 *   +-----+--------------+  |   guests, segment: bridges; lines between boxes: veth pairs;
 *   | migration .2       |  |   the taps are the host daemons'
 *   | tap -- guests -----+--+
 *   +--------------------+
 *   destination
 * </pre>
 *
 * Interfaces need no names of their own, as they are all inside, and go with the namespaces.
 */
final class Topology implements AutoCloseable {
    /** In each host, the bridge that its guests are plugged into. */
    static final String GUESTS = "guests";

    /** In each host, its end of the link that guests migrate over. */
    static final String MIGRATION = "migration";

    private static final String SEGMENT = "segment";
    private static final String UPLINK = "uplink";
    private static final String CLIENT = "client";
    private static final String BRIDGE =
            " type bridge stp_state 0 forward_delay 0 mcast_snooping 0";

    private static final List<String> SETTINGS =
            List.of(
                    // No address is claimed at another interface than its own, and no chatter.
                    "ipv4/conf/all/arp_ignore=1",
                    "ipv4/conf/all/arp_announce=2",
                    "ipv6/conf/all/disable_ipv6=1",
                    "ipv6/conf/default/disable_ipv6=1");

    private final NamespaceNames names;
    private final AtExit atExit;

    /** Guarded by this: nothing is made from then on. */
    private boolean closed;

    private Topology(NamespaceNames names) {
        this.names = names;
        atExit = new AtExit("remove-namespaces", this::remove);
    }

    /**
     * Makes all of it; when that fails, or this process is told to end, nothing stays.
     *
     * @param client the client's addresses
     */
    static Topology make(NamespaceNames names, NicAddress client)
            throws IOException, InterruptedException {
        Topology topology = new Topology(names);
        try {
            topology.makeNamespaces();
            topology.makeSegment(client);
            topology.makeMigrationLink();
            return topology;
        } catch (IOException | InterruptedException | RuntimeException e) {
            topology.close();
            throw e;
        }
    }

    NetworkNamespace segment() {
        return new NetworkNamespace(names.segment());
    }

    NetworkNamespace client() {
        return new NetworkNamespace(names.client());
    }

    NetworkNamespace host(Host host) {
        return new NetworkNamespace(names.host(host));
    }

    /** The segment's port that leads to this host. */
    static String portOf(Host host) {
        return host.name().toLowerCase(Locale.ROOT);
    }

    /** Where this host is on the migration link; no router passes link-local addresses on. */
    static String migrationAddress(Host host) {
        return switch (host) {
            case SOURCE -> "169.254.77.1";
            case DESTINATION -> "169.254.77.2";
        };
    }

    /** Removes all of it. */
    @Override
    public void close() {
        remove();
        atExit.close();
    }

    private void makeNamespaces() throws IOException, InterruptedException {
        for (String namespace : names.all()) {
            tool("ip netns add " + namespace);
            new NetworkNamespace(namespace).inside(Topology::applySettings);
            tool("ip -n " + namespace + " link set lo up");
        }
    }

    private void makeSegment(NicAddress client) throws IOException {
        tool("ip -n " + names.segment() + " link add " + SEGMENT + BRIDGE);
        tool("ip -n " + names.segment() + " link set " + SEGMENT + " up");
        cable(names.client(), CLIENT, " address " + client.mac());
        tool("ip -n " + names.client() + " address add " + client.ip() + "/24 dev " + UPLINK);
        for (Host host : Host.values()) {
            String namespace = names.host(host);
            cable(namespace, portOf(host), "");
            tool("ip -n " + namespace + " link add " + GUESTS + BRIDGE);
            tool("ip -n " + namespace + " link set " + UPLINK + " master " + GUESTS);
            tool("ip -n " + namespace + " link set " + GUESTS + " up");
        }
    }

    /** From an interface "uplink" in a namespace to a port of the segment. */
    private void cable(String namespace, String port, String linkSettings) throws IOException {
        tool(
                "ip -n "
                        + namespace
                        + " link add "
                        + UPLINK
                        + linkSettings
                        + " type veth peer name "
                        + port
                        + " netns "
                        + names.segment());
        tool("ip -n " + names.segment() + " link set " + port + " master " + SEGMENT + " up");
        tool("ip -n " + namespace + " link set " + UPLINK + " up");
    }

    private void makeMigrationLink() throws IOException {
        tool(
                "ip -n "
                        + names.host(Host.SOURCE)
                        + " link add "
                        + MIGRATION
                        + " type veth peer name "
                        + MIGRATION
                        + " netns "
                        + names.host(Host.DESTINATION));
        for (Host host : Host.values()) {
            String at = "ip -n " + names.host(host);
            tool(at + " address add " + migrationAddress(host) + "/24 dev " + MIGRATION);
            tool(at + " link set " + MIGRATION + " up");
        }
    }

    private synchronized void tool(String words) throws IOException {
        if (closed) {
            throw new IOException(words + ": the network is being removed");
        }
        Tool.run(words);
    }

    private synchronized void remove() {
        closed = true;
        for (String namespace : names.all()) {
            if (Files.exists(NetworkNamespace.DIRECTORY.resolve(namespace))) {
                try {
                    Tool.run("ip netns delete " + namespace);
                } catch (IOException e) {
                    // The next demo finds it and tries again.
                }
            }
        }
    }

    /** Inside a namespace: its own settings are those that a thread in it sees. */
    private static boolean applySettings() throws IOException {
        for (String setting : SETTINGS) {
            int equals = setting.indexOf('=');
            Path file = Path.of("/proc/sys/net", setting.substring(0, equals));
            // A kernel without IPv6 needs none turned off.
            if (Files.exists(file)) {
                Files.writeString(file, setting.substring(equals + 1));
            }
        }
        return true;
    }
}
