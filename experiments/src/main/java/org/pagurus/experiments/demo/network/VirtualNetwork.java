package org.pagurus.experiments.demo.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.net.VirtualSwitch;

/** A virtual switch in this process; everything speaks over loopback. Needs no root. */
public final class VirtualNetwork implements DemoNetwork {
    private final VirtualSwitch net;

    private VirtualNetwork(VirtualSwitch net) {
        this.net = net;
    }

    public static VirtualNetwork open() throws IOException {
        return new VirtualNetwork(VirtualSwitch.start());
    }

    @Override
    public List<String> hostCommand(Host host, List<String> daemon) {
        List<String> command = new ArrayList<>(daemon);
        command.addAll(List.of("--listen", "127.0.0.1:0", "--switch", address()));
        return command;
    }

    @Override
    public HostClient connect(Host host, InetSocketAddress address) throws IOException {
        return HostClient.connect(address);
    }

    @Override
    public ClientLine line(ServiceAddress service) throws IOException {
        return ClientHost.connect(net.address(), service);
    }

    @Override
    public GuestWatch watch(NicAddress guest, Host at) {
        return GuestWatch.NONE;
    }

    @Override
    public Optional<MigrationLink> migrationLink() {
        return Optional.empty();
    }

    @Override
    public void close() {
        net.close();
    }

    @Override
    public String toString() {
        return "virtual switch at " + address();
    }

    private String address() {
        return net.address().getAddress().getHostAddress() + ":" + net.address().getPort();
    }
}
