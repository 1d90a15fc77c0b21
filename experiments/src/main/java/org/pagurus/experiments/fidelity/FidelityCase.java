package org.pagurus.experiments.fidelity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A migration that is made live and simulated.
 *
 * @param name for tables, and to choose it by
 * @param options of the demo
 */
public record FidelityCase(String name, List<String> options) {
    public FidelityCase {
        options = List.copyOf(options);
    }

    /**
     * What a person might ask for: links of 10 to 250 MB/s, working sets of 8 to 128 MiB, written
     * slowly and faster than the link carries, by all kinds of workloads, with all kinds of codecs,
     * over 1 to 4 streams, and the recorded guest.
     *
     * @param trace the recorded guest's directory
     */
    public static List<FidelityCase> all(Path trace) {
        List<FidelityCase> cases = new ArrayList<>();
        cases.add(of("default, 60 MB/s", "--memory 256MiB --link-rate 60MB"));
        cases.add(
                of(
                        "default, 125 MB/s",
                        "--memory 256MiB --link-rate 125MB --dirty-rate 100MiB --working-set 128MiB"));
        cases.add(
                of(
                        "adaptive, qemu",
                        "--memory 192MiB --link-rate 30MB --policy qemu --downtime-limit 200ms"
                                + " --workload uniform --dirty-rate 40MiB --working-set 64MiB"));
        cases.add(
                of(
                        "adaptive, sequential",
                        "--memory 128MiB --link-rate 20MB --policy qemu --workload sequential"
                                + " --dirty-rate 20MiB --working-set 48MiB"));
        cases.add(
                of(
                        "none, qemu",
                        "--memory 256MiB --link-rate 60MB --selector none --policy qemu"
                                + " --downtime-limit 300ms"));
        cases.add(of("none, predictive", "--memory 192MiB --link-rate 60MB --selector none"));
        cases.add(
                of(
                        "none, one stream",
                        "--memory 256MiB --link-rate 125MB --selector none --streams 1"
                                + " --workload uniform --dirty-rate 80MiB --working-set 32MiB"
                                + " --policy qemu --downtime-limit 200ms"));
        cases.add(
                of(
                        "none, throttled",
                        "--memory 96MiB --link-rate 40MB --selector none --workload uniform"
                                + " --dirty-rate 80MiB --working-set 32MiB --policy qemu"
                                + " --downtime-limit 150ms"));
        cases.add(
                of(
                        "lz4, one thread",
                        "--memory 256MiB --link-rate 250MB --selector fixed:lz4"
                                + " --compression-threads 1 --policy qemu --downtime-limit 100ms"
                                + " --dirty-rate 200MiB --working-set 64MiB --workload uniform"));
        cases.add(
                of(
                        "lz4, busy guest",
                        "--memory 256MiB --link-rate 60MB --selector fixed:lz4 --workload uniform"
                                + " --dirty-rate 200MiB --working-set 64MiB --policy qemu"
                                + " --downtime-limit 500ms"));
        cases.add(
                of(
                        "lz4, slow link",
                        "--memory 64MiB --link-rate 10MB --selector fixed:lz4 --dirty-rate 5MiB"
                                + " --working-set 16MiB --policy qemu"));
        cases.add(
                of(
                        "zstd-1",
                        "--memory 256MiB --link-rate 40MB --selector fixed:zstd-1 --policy qemu"
                                + " --downtime-limit 200ms --dirty-rate 60MiB"));
        cases.add(
                of(
                        "cbc, four streams",
                        "--memory 256MiB --link-rate 40MB --selector cbc --streams 4"
                                + " --workload zipf --working-set 128MiB --dirty-rate 100MiB"
                                + " --policy qemu"));
        cases.add(
                of(
                        "trace, none",
                        "--link-rate 1MB --selector none --policy qemu --downtime-limit 600ms --trace",
                        trace));
        cases.add(of("trace, adaptive", "--link-rate 500KB --policy qemu --trace", trace));
        return cases;
    }

    private static FidelityCase of(String name, String options) {
        return new FidelityCase(name, List.of(options.split(" ")));
    }

    private static FidelityCase of(String name, String options, Path trace) {
        List<String> all = new ArrayList<>(List.of(options.split(" ")));
        all.add(trace.toString());
        return new FidelityCase(name, all);
    }
}
