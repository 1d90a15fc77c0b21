package org.pagurus.experiments.bench.simulator;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * What concurrent migrations cost in the simulated network: CPU time for each, and the most memory
 * that the process has had. A migration is ten transfers one after the other, or one of page
 * classes, between two hosts chosen at random.
 */
public final class NetworkBench {
    private static final double NS_PER_US = 1e3;
    private static final double NS_PER_SECOND = 1e9;

    private NetworkBench() {}

    /** {@code [RUNS]}: 7 runs of either size unless told otherwise, the first two to warm up. */
    public static void main(String[] args) throws IOException {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 7;
        System.out.printf(
                "%8s %8s %12s %14s %20s %12s%n",
                "of", "hosts", "migrations", "virtual s", "CPU us/migration", "of them least");
        for (boolean guests : new boolean[] {false, true}) {
            measure(16, 1_000, guests, runs);
            measure(1_000, 10_000, guests, runs);
        }
        System.out.println("most memory, all of the process: " + mostMemory());
    }

    private static void measure(int hosts, int migrations, boolean guests, int runs) {
        double[] us = new double[runs];
        double virtualSeconds = 0;
        for (int run = 0; run < runs; run++) {
            long startNs = cpuNs();
            virtualSeconds = new ManyMigrations(hosts, migrations, guests).run() / NS_PER_SECOND;
            us[run] = (cpuNs() - startNs) / NS_PER_US / migrations;
        }
        double[] warm = Arrays.copyOfRange(us, Math.min(2, runs - 1), runs);
        Arrays.sort(warm);
        System.out.printf(
                Locale.ROOT,
                "%8s %8d %12d %14.3f %20.1f %12.1f%n",
                guests ? "classes" : "bytes",
                hosts,
                migrations,
                virtualSeconds,
                warm[warm.length / 2],
                warm[0]);
    }

    private static long cpuNs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String mostMemory() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return line.substring("VmHWM:".length()).strip();
            }
        }
        return "unknown";
    }
}
