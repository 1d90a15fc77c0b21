package org.pagurus.experiments.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.pagurus.experiments.demo.LoadClient;
import org.pagurus.experiments.demo.LoadClientOptions;
import org.pagurus.experiments.option.HostPort;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.transport.host.HostConfig;
import org.pagurus.transport.host.HostDaemon;
import org.pagurus.transport.net.Uplink;
import org.pagurus.transport.net.VirtualSwitch;

/** A switch and a host daemon in this process, with what is plugged in beside them. */
final class TestNet implements AutoCloseable {
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(30);

    private final VirtualSwitch net = VirtualSwitch.start();
    final HostDaemon source = host(1L << 30);

    TestNet() throws IOException {}

    HostDaemon host(long memoryLimitBytes) throws IOException {
        return HostDaemon.start(
                new HostConfig(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Uplink.toSwitch(net.address()),
                        memoryLimitBytes,
                        0,
                        DirtyLogKind.SOFTWARE,
                        Path.of("."),
                        HostConfig.DEFAULT_CONNECTION_LIMIT),
                new MemoryJournal());
    }

    static String address(HostDaemon host) {
        return HostPort.of(host.address()).toString();
    }

    /** Runs a command against the source. */
    CommandLineRun run(String arguments) {
        return CommandLineRun.of((arguments + " --host " + address(source)).split(" "));
    }

    /** Whether the guest answers a client now, wherever it is. */
    boolean serves() throws Exception {
        LoadClientOptions options =
                LoadClientOptions.of(
                        new NicAddress(
                                MacAddress.parse("52:54:00:00:00:01"),
                                Ipv4Address.parse("10.0.0.1")),
                        Ipv4Address.parse("10.0.0.2"),
                        7);
        try (LoadClient client = LoadClient.connect(net.address(), options)) {
            client.start();
            return client.awaitAnswered(100, LIMIT_NS);
        }
    }

    @Override
    public void close() {
        source.close();
        net.close();
    }
}
