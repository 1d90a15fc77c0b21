package org.pagurus.transport.net.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.pagurus.guest.net.FrameSink;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.transport.net.Uplink;

/**
 * A real network in namespaces of this process's own: two hosts and a client, each with a cable to
 * one bridge, and in each host a bridge for its guests.
 *
 * <pre>
 *   source:guests -- source \
 *   destination:guests -- destination -- segment -- client 10.0.0.1
 * </pre>
 */
public final class TestSegment implements AutoCloseable {
    public static final String SOURCE = "source";
    public static final String DESTINATION = "destination";
    private static final String CLIENT = "client";
    private static final String SEGMENT = "segment";
    private static final String BRIDGE = "guests";
    private static final long COMMAND_LIMIT_SECONDS = 30;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String prefix =
            "pagurus-test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-";

    /** Makes it; what was made is removed again when that fails. */
    public TestSegment() throws Exception {
        try {
            for (String role : List.of(SEGMENT, CLIENT, SOURCE, DESTINATION)) {
                run("ip", "netns", "add", name(role));
                inside(role, TestSegment::settings);
            }
            bridge(SEGMENT, SEGMENT);
            for (String role : List.of(CLIENT, SOURCE, DESTINATION)) {
                ip(role, "link add uplink type veth peer name " + role + " netns " + name(SEGMENT));
                ip(role, "link set uplink up");
                ip(SEGMENT, "link set " + role + " master " + SEGMENT + " up");
            }
            for (String role : List.of(SOURCE, DESTINATION)) {
                bridge(role, BRIDGE);
                ip(role, "link set uplink master " + BRIDGE);
            }
            ip(CLIENT, "address add 10.0.0.1/24 dev uplink");
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** Why no such network can be had here; empty where it can. */
    public static Optional<String> unavailable() {
        if (!Files.exists(Path.of("/dev/net/tun"))) {
            return Optional.of("/dev/net/tun: there is none");
        }
        try {
            run("ping", "-V");
            String name = "pagurus-test-" + ProcessHandle.current().pid() + "-0";
            run("ip", "netns", "add", name);
            run("ip", "netns", "delete", name);
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of("network namespaces: " + e.getMessage());
        }
    }

    /** Where guests of this host are plugged in, from any thread. */
    public Uplink uplink(String host) throws Exception {
        BridgeUplink uplink = inside(host, () -> BridgeUplink.open(BRIDGE));
        return (NicAddress guest, FrameSink received) -> {
            try {
                return inside(host, () -> uplink.plug(guest, received));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
    }

    /** Watches at which host's port of the segment the guest speaks. */
    public SpeakerWatch watch(NicAddress guest) throws Exception {
        return inside(SEGMENT, () -> SpeakerWatch.start(guest.mac(), List.of(SOURCE, DESTINATION)));
    }

    /** Has the client send so many pings, 10 ms apart; the output says what came back. */
    public String ping(NicAddress guest, int count) throws Exception {
        return run(
                "ip",
                "netns",
                "exec",
                name(CLIENT),
                "ping",
                "-n",
                "-i",
                "0.01",
                "-c",
                Integer.toString(count),
                "-W",
                "0.5",
                guest.ip().toString());
    }

    /** Has the client ping the guest, every 10 ms, until this is closed. */
    public TestPing startPing(NicAddress guest) throws IOException {
        return new TestPing(
                List.of(
                        "ip",
                        "netns",
                        "exec",
                        name(CLIENT),
                        "ping",
                        "-n",
                        "-i",
                        "0.01",
                        "-w",
                        "120",
                        guest.ip().toString()));
    }

    /** Which port of the segment's bridge leads to this guest, as the kernel's bridge says. */
    public boolean leadsTo(String host, NicAddress guest) throws Exception {
        return run("bridge", "-n", name(SEGMENT), "fdb", "show", "br", SEGMENT)
                .contains(guest.mac() + " dev " + host + " ");
    }

    public String links(String host) throws Exception {
        return ip(host, "-o link show");
    }

    @Override
    public void close() throws IOException {
        for (String role : List.of(SEGMENT, CLIENT, SOURCE, DESTINATION)) {
            if (Files.exists(NetworkNamespace.DIRECTORY.resolve(name(role)))) {
                run("ip", "netns", "delete", name(role));
            }
        }
    }

    <T> T inside(String role, Callable<T> work) throws IOException, InterruptedException {
        return new NetworkNamespace(name(role)).inside(work);
    }

    private static boolean settings() throws IOException {
        for (String setting :
                List.of(
                        "ipv6/conf/all/disable_ipv6=1",
                        "ipv6/conf/default/disable_ipv6=1",
                        "ipv4/conf/all/arp_ignore=1",
                        "ipv4/conf/all/arp_announce=2")) {
            int equals = setting.indexOf('=');
            Path file = Path.of("/proc/sys/net", setting.substring(0, equals));
            if (Files.exists(file)) {
                Files.writeString(file, setting.substring(equals + 1));
            }
        }
        return true;
    }

    private void bridge(String role, String bridge) throws Exception {
        ip(role, "link add " + bridge + " type bridge forward_delay 0 mcast_snooping 0");
        ip(role, "link set " + bridge + " up");
    }

    private String name(String role) {
        return prefix + role;
    }

    private String ip(String role, String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ip", "-n", name(role)));
        command.addAll(List.of(arguments.split(" ")));
        return run(command.toArray(String[]::new));
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (!process.waitFor(COMMAND_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + ": takes too long");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (process.exitValue() > 1 || process.exitValue() == 1 && !command[0].equals("ip")) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }
}
