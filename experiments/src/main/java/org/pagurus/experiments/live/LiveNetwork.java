package org.pagurus.experiments.live;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.demo.HostProcess;
import org.pagurus.experiments.demo.network.ClientLine;
import org.pagurus.experiments.demo.network.DemoNetwork;
import org.pagurus.experiments.demo.network.DemoNetwork.Host;
import org.pagurus.experiments.demo.network.MigrationLink;
import org.pagurus.experiments.demo.network.NamespaceNetwork;
import org.pagurus.experiments.demo.network.ServiceAddress;
import org.pagurus.experiments.demo.network.VirtualNetwork;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.NetworkPlan;
import org.pagurus.experiments.scenario.SimulatedNetwork;
import org.pagurus.experiments.scenario.run.RunException;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.command.MigrationSettings;

/**
 * What joins the hosts of a scenario. A link that is cut, changed, or shared by migrations is a
 * real one between network namespaces; else everything speaks over loopback, and each migration
 * keeps to the rate of its way by itself.
 */
final class LiveNetwork implements AutoCloseable {
    /** The client in namespaces; guests follow. */
    private static final long FIRST_MAC = 0x5254_0000_0001L;

    private static final int FIRST_IP = 0x0a00_0001;

    /** Clients at a virtual switch, one for each guest. */
    private static final long FIRST_CLIENT_MAC = 0x5254_0100_0001L;

    private static final int FIRST_CLIENT_IP = 0x0a80_0001;

    private final DemoNetwork net;

    /** Which end of the real link a host is; empty where there is none. */
    private final Map<String, Host> ends;

    private final SimulatedNetwork plan;

    private LiveNetwork(DemoNetwork net, Map<String, Host> ends, SimulatedNetwork plan) {
        this.net = net;
        this.ends = Map.copyOf(ends);
        this.plan = plan;
    }

    /**
     * Makes it.
     *
     * @throws RunException when the scenario needs a real link, which can't be made here
     */
    static LiveNetwork open(MigrationScenario scenario) throws RunException, InterruptedException {
        SimulatedNetwork plan = SimulatedNetwork.of(scenario.network());
        String needing = fieldThatNeedsALink(scenario);
        try {
            if (needing == null) {
                return new LiveNetwork(VirtualNetwork.open(), Map.of(), plan);
            }
            NetworkPlan.Link link = scenario.network().links().getFirst();
            return new LiveNetwork(
                    NamespaceNetwork.open(
                            nic(FIRST_MAC, FIRST_IP, 0), (long) link.spec().rateBytesPerSecond()),
                    Map.of(link.first(), Host.SOURCE, link.second(), Host.DESTINATION),
                    plan);
        } catch (IOException e) {
            throw new RunException(
                    needing == null ? "mode" : needing,
                    needing == null
                            ? "a virtual switch with mode live"
                            : "a real link with mode live, in network namespaces,",
                    "none: " + e.getMessage());
        }
    }

    /** How a host's daemon is started so that it is part of this. */
    List<String> hostCommand(String host, List<String> daemon) {
        return net.hostCommand(end(host), daemon);
    }

    HostClient connect(String host, HostProcess process) throws IOException, InterruptedException {
        return net.connect(end(host), process.address());
    }

    /** The addresses of a guest, by its number from 0. */
    NicAddress guest(int number) {
        return nic(FIRST_MAC, FIRST_IP, 1 + number);
    }

    /** The addresses of a guest's client. */
    NicAddress client(int number) {
        return isReal()
                ? nic(FIRST_MAC, FIRST_IP, 0)
                : nic(FIRST_CLIENT_MAC, FIRST_CLIENT_IP, number);
    }

    ClientLine line(ServiceAddress service) throws IOException, InterruptedException {
        return net.line(service);
    }

    /** The settings with which a migration has the rate of its way. */
    MigrationSettings settings(MigrationPlan migration) {
        if (isReal()) {
            return migration.settings(); // the link itself has it
        }
        double rate =
                plan.path(migration.from(), migration.to()).links().stream()
                        .mapToDouble(link -> link.capacityBytesPerSecond())
                        .min()
                        .orElseThrow();
        return migration.settings().withLinkRateBytesPerSecond((long) rate);
    }

    /** The real link; null where there is none. */
    @Nullable MigrationLink link() {
        return net.migrationLink().orElse(null);
    }

    @Override
    public void close() {
        net.close();
    }

    private boolean isReal() {
        return !ends.isEmpty();
    }

    private Host end(String host) {
        return ends.getOrDefault(host, Host.SOURCE);
    }

    /** What makes a real link necessary; null when nothing does. */
    private static @Nullable String fieldThatNeedsALink(MigrationScenario scenario) {
        if (!scenario.changes().isEmpty()) {
            return "changes";
        }
        Set<String> sources = new HashSet<>();
        boolean pair = scenario.network().isPair();
        for (MigrationPlan migration : scenario.migrations()) {
            if (!sources.add(migration.from()) && pair) {
                return "migrations";
            }
        }
        return null;
    }

    private static NicAddress nic(long firstMac, int firstIp, int number) {
        return new NicAddress(new MacAddress(firstMac + number), new Ipv4Address(firstIp + number));
    }
}
