package org.pagurus.experiments.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.pagurus.experiments.process.JavaCommand;
import org.pagurus.transport.certificate.CertificateAuthority;
import org.pagurus.transport.certificate.CertificateAuthority.Role;
import org.pagurus.transport.certificate.CertificateName;
import org.pagurus.transport.host.HostDaemon;
import org.pagurus.transport.security.PeerLists;
import org.pagurus.transport.security.TlsFiles;
import org.pagurus.transport.security.TlsTransport;
import org.pagurus.transport.security.TransportSecurity;

/** Raw migration over loopback with TLS beside the same without, in one run. */
public final class TlsBench {
    private static final String FAR = "far";
    private static final String HOST = "host.example";
    private static final String OPERATOR = "operator.example";
    private static final int WARM_UPS = 2;

    private TlsBench() {}

    /** {@code [MEMORY_GIB [RUNS [STREAMS]]]}: 2 GiB, 5 runs, 1 and then 4 streams. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals(FAR)) {
            serve(Path.of(args[1]), Long.parseLong(args[2]));
            return;
        }
        long memoryBytes = (args.length > 0 ? Long.parseLong(args[0]) : 2) << 30;
        int runs = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int[] streams = args.length > 2 ? new int[] {Integer.parseInt(args[2])} : new int[] {1, 4};
        Path directory = Files.createTempDirectory("pagurus-bench-");
        try {
            makeCertificates(directory);
            System.out.printf(
                    "TLS by %s%n%-8s %4s %12s %12s %7s%n",
                    TlsTransport.library(), "streams", "run", "plain MB/s", "TLS MB/s", "ratio");
            for (int count : streams) {
                measure(directory, memoryBytes, count, runs);
            }
        } finally {
            delete(directory);
        }
    }

    /** Both things in turn, run by run, between this process and one other. */
    private static void measure(Path directory, long memoryBytes, int streams, int runs)
            throws Exception {
        List<String> command = JavaCommand.of(TlsBench.class.getName(), "-Xmx256m");
        command.addAll(List.of(FAR, directory.toString(), Long.toString(memoryBytes)));
        Process far =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        TransportSecurity operator = TlsTransport.forClient(files(directory, OPERATOR));
        try (HostDaemon plain = StreamBench.daemon(memoryBytes, TransportSecurity.NONE);
                HostDaemon secure = StreamBench.daemon(memoryBytes, hostSecurity(directory));
                BufferedReader ports =
                        new BufferedReader(
                                new InputStreamReader(
                                        far.getInputStream(), StandardCharsets.UTF_8))) {
            int plainPort = Integer.parseInt(ports.readLine());
            int securePort = Integer.parseInt(ports.readLine());
            double[] plains = new double[runs];
            double[] secures = new double[runs];
            double[] ratios = new double[runs];
            for (int run = -WARM_UPS; run < runs; run++) {
                double without =
                        StreamBench.migrate(
                                plain, plainPort, memoryBytes, streams, TransportSecurity.NONE);
                double with =
                        StreamBench.migrate(secure, securePort, memoryBytes, streams, operator);
                if (run >= 0) {
                    plains[run] = without;
                    secures[run] = with;
                    ratios[run] = with / without;
                    print(streams, String.valueOf(run + 1), without, with, ratios[run]);
                }
            }
            print(streams, "med.", Median.of(plains), Median.of(secures), Median.of(ratios));
        } finally {
            far.destroy();
        }
    }

    private static void print(int streams, String run, double plain, double tls, double ratio) {
        System.out.printf(
                Locale.ROOT,
                "%-8d %4s %12.0f %12.0f %7.2f%n",
                streams,
                run,
                plain / 1e6,
                tls / 1e6,
                ratio);
    }

    /** The far process: prints the ports of its two daemons and serves until it is killed. */
    private static void serve(Path directory, long memoryBytes) throws Exception {
        System.out.println(
                StreamBench.daemon(memoryBytes, TransportSecurity.NONE).address().getPort());
        System.out.println(
                StreamBench.daemon(memoryBytes, hostSecurity(directory)).address().getPort());
        Thread.currentThread().join();
    }

    private static TransportSecurity hostSecurity(Path directory) throws IOException {
        return TlsTransport.forHost(
                files(directory, HOST), new PeerLists(Set.of(HOST), Set.of(OPERATOR)));
    }

    private static TlsFiles files(Path directory, String name) {
        return new TlsFiles(
                directory.resolve(name + ".crt"),
                directory.resolve(name + ".key"),
                directory.resolve("authority.crt"));
    }

    private static void makeCertificates(Path directory) throws IOException {
        Instant now = Instant.now();
        Instant end = now.plus(Duration.ofDays(1));
        CertificateAuthority authority =
                CertificateAuthority.create("bench", now, Duration.ofDays(1));
        authority
                .own()
                .write(
                        directory.resolve("authority.crt"),
                        directory.resolve("authority.key"),
                        false);
        for (Role role : Role.values()) {
            String name = role == Role.HOST ? HOST : OPERATOR;
            TlsFiles files = files(directory, name);
            authority
                    .issue(
                            name,
                            role,
                            List.of(
                                    new CertificateName.Dns(name),
                                    new CertificateName.Ip("127.0.0.1")),
                            now,
                            end)
                    .write(files.certificate(), files.key(), false);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
