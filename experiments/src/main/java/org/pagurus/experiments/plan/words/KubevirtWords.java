package org.pagurus.experiments.plan.words;

import java.util.ArrayList;
import java.util.List;

/**
 * For a KubeVirt MigrationPolicy: rates in bytes a second as a Kubernetes quantity, time in seconds
 * for each GiB of memory.
 */
public final class KubevirtWords {
    private static final long GIB = 1L << 30;
    private static final long MIB = 1 << 20;
    private static final long MEGABYTE = 1_000_000;

    private KubevirtWords() {}

    public static Wording of(Wanted wanted) {
        List<String> lines =
                List.of(
                        "apiVersion: migrations.kubevirt.io/v1alpha1",
                        "kind: MigrationPolicy",
                        "metadata:",
                        "  name: planned",
                        "spec:",
                        "  selectors:",
                        "    virtualMachineInstanceSelector:",
                        "      migration: planned",
                        "  allowAutoConverge: " + wanted.throttles(),
                        "  allowPostCopy: false",
                        "  bandwidthPerMigration: " + quantity(wanted.linkRateBytesPerSecond()),
                        "  completionTimeoutPerGiB: " + secondsPerGib(wanted));
        return new Wording("kubevirt", lines, differences(wanted));
    }

    /** The time limit may fall short by less than a second for each GiB. */
    private static long secondsPerGib(Wanted wanted) {
        double gib = (double) wanted.memoryBytes() / GIB;
        return Math.max(1, Math.round(wanted.timeLimitSeconds() / gib));
    }

    private static String quantity(long bytes) {
        if (bytes % MEGABYTE == 0) {
            return bytes / MEGABYTE + "M";
        }
        return bytes % MIB == 0 ? bytes / MIB + "Mi" : Long.toString(bytes);
    }

    private static List<String> differences(Wanted wanted) {
        List<String> differences = new ArrayList<>();
        differences.add(
                "downtime limit "
                        + wanted.downtimeLimitMs()
                        + " ms has no field: KubeVirt leaves it at QEMU's 300 ms");
        differences.add("streams and compression have no field");
        if (wanted.throttles()) {
            differences.add("how far the guest may be throttled has no field: up to 99 %");
        }
        if (!wanted.isQemuPolicy()) {
            differences.add("policy " + wanted.choice().policy() + " has no counterpart");
        }
        return differences;
    }
}
