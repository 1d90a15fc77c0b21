package org.pagurus.experiments.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.Waits;
import org.pagurus.experiments.process.JavaCommand;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.GuestMemory;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import org.pagurus.transport.command.MigrationSettings;
import org.pagurus.transport.host.HostConfig;
import org.pagurus.transport.host.HostDaemon;
import org.pagurus.transport.host.PortLimits;
import org.pagurus.transport.security.TransportSecurity;

/**
 * Raw migration over loopback beside what bare Netty channels carry between the same two processes
 * in the same run. The guest is idle and no page of it is zero, so every page travels once, in
 * full.
 */
public final class StreamBench {
    private static final String SINK = "sink";
    private static final String GUEST = "bench";
    private static final int WARM_UPS = 2;
    private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

    private StreamBench() {}

    /** {@code [MEMORY_GIB [RUNS [STREAMS]]]}: 4 GiB, 5 runs, 1 and then 4 streams. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals(SINK)) {
            sink(Long.parseLong(args[1]), Long.parseLong(args[2]));
            return;
        }
        long memoryBytes = (args.length > 0 ? Long.parseLong(args[0]) : 4) << 30;
        int runs = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        System.out.printf(
                "%-8s %4s %16s %16s %7s%n",
                "streams", "run", "bare MB/s", "migration MB/s", "ratio");
        int[] streams = args.length > 2 ? new int[] {Integer.parseInt(args[2])} : new int[] {1, 4};
        for (int count : streams) {
            measure(memoryBytes, count, runs);
        }
    }

    /** Both things in turn, run by run, between this process and one other. */
    private static void measure(long memoryBytes, int streams, int runs) throws Exception {
        long bytesPerChannel = memoryBytes / streams;
        Process far = startSink(bytesPerChannel, memoryBytes);
        try (HostDaemon near = daemon(memoryBytes, TransportSecurity.NONE);
                BufferedReader ports =
                        new BufferedReader(
                                new InputStreamReader(
                                        far.getInputStream(), StandardCharsets.UTF_8))) {
            int barePort = Integer.parseInt(ports.readLine());
            int hostPort = Integer.parseInt(ports.readLine());
            double[] ratios = new double[runs];
            double[] bares = new double[runs];
            double[] migrations = new double[runs];
            for (int i = 0; i < WARM_UPS; i++) {
                bare(barePort, streams, memoryBytes);
                migrate(near, hostPort, memoryBytes, streams, TransportSecurity.NONE);
            }
            for (int run = 0; run < runs; run++) {
                bares[run] = bare(barePort, streams, memoryBytes);
                migrations[run] =
                        migrate(near, hostPort, memoryBytes, streams, TransportSecurity.NONE);
                ratios[run] = migrations[run] / bares[run];
                print(streams, String.valueOf(run + 1), bares[run], migrations[run], ratios[run]);
            }
            print(streams, "med.", Median.of(bares), Median.of(migrations), Median.of(ratios));
        } finally {
            far.destroy();
        }
    }

    /** Bytes per second of bare channels that carry a memory whose every page is filled. */
    private static double bare(int port, int channels, long memoryBytes)
            throws InterruptedException {
        try (GuestMemory memory = GuestMemory.allocate(memoryBytes)) {
            memory.adviseHugePages(true);
            memory.segment().fill((byte) 1);
            return BareSource.run(port, channels, memory);
        }
    }

    private static void print(
            int streams, String run, double bare, double migration, double ratio) {
        System.out.printf(
                Locale.ROOT,
                "%-8d %4s %16.0f %16.0f %7.2f%n",
                streams,
                run,
                bare / 1e6,
                migration / 1e6,
                ratio);
    }

    /** Bytes per second from the migration's start to its acknowledged completion. */
    static double migrate(
            HostDaemon near, int port, long memoryBytes, int streams, TransportSecurity security)
            throws Exception {
        SyntheticConfig config =
                new SyntheticConfig(
                        Workloads.parse("idle"), ContentMix.parse("random=100"), 0, 4096, 0, 1, 1);
        NicAddress nic =
                new NicAddress(
                        MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.1"));
        var description = SyntheticGuests.describe(GUEST, memoryBytes, nic, config);
        try (HostClient client = HostClient.connect(near.address(), security)) {
            expect(
                    HostReply.Done.class,
                    client.ask(
                            new HostRequest.StartGuest(
                                    GUEST,
                                    description.kind(),
                                    memoryBytes,
                                    nic.mac().toString(),
                                    nic.ip().toString(),
                                    config.toBytes().toByteArray())));
            MigrationSettings settings =
                    new MigrationSettings(
                            streams,
                            "predictive",
                            300_000_000,
                            300_000_000,
                            0,
                            100,
                            600_000_000_000L,
                            Verification.DIGEST,
                            0,
                            "fixed:raw",
                            1,
                            0,
                            Waits.DEFAULT.reconnectNs());
            MigrationReport report =
                    expect(
                                    HostReply.Migrated.class,
                                    client.migrate(
                                            new HostRequest.Migrate(
                                                    GUEST, LOOPBACK, port, settings),
                                            reply -> {}))
                            .report();
            if (report.outcome() != Outcome.COMPLETED) {
                throw new IllegalStateException(
                        "migration " + report.outcome().label() + ": " + report.reason());
            }
            stopAt(port, security);
            return report.totalBytes() * 1e9 / report.totalTimeNs();
        }
    }

    private static void stopAt(int port, TransportSecurity security) throws Exception {
        InetSocketAddress address = new InetSocketAddress(LOOPBACK, port);
        try (HostClient far = HostClient.connect(address, security)) {
            expect(HostReply.Done.class, far.ask(new HostRequest.StopGuest(GUEST)));
        }
    }

    private static <T> T expect(Class<T> type, HostReply reply) {
        if (!type.isInstance(reply)) {
            throw new IllegalStateException(
                    "expected " + type.getSimpleName() + " but the daemon answered " + reply);
        }
        return type.cast(reply);
    }

    static HostDaemon daemon(long memoryBytes, TransportSecurity security) throws IOException {
        return HostDaemon.start(
                new HostConfig(
                        new InetSocketAddress(LOOPBACK, 0),
                        null,
                        64L << 30,
                        memoryBytes,
                        DirtyLogKind.SOFTWARE,
                        Path.of("."),
                        PortLimits.DEFAULT,
                        security),
                new MemoryJournal());
    }

    /**
     * The far process: prints the ports of a bare sink and of a host daemon, and serves until it is
     * killed.
     */
    private static void sink(long bytesPerChannel, long memoryBytes) throws Exception {
        System.out.println(BareSink.start(bytesPerChannel));
        System.out.println(daemon(memoryBytes, TransportSecurity.NONE).address().getPort());
        Thread.currentThread().join();
    }

    private static Process startSink(long bytesPerChannel, long memoryBytes) throws IOException {
        List<String> command = JavaCommand.of(StreamBench.class.getName(), "-Xmx256m");
        command.addAll(List.of(SINK, Long.toString(bytesPerChannel), Long.toString(memoryBytes)));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
