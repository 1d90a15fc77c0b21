package org.pagurus.experiments.fidelity.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A guest that is planned for and migrated.
 *
 * @param name for tables, and to choose it by
 * @param guest options of the demo and the plan alike
 * @param wanted options of the plan alone
 */
public record PlanCase(String name, List<String> guest, List<String> wanted) {
    public PlanCase {
        guest = List.copyOf(guest);
        wanted = List.copyOf(wanted);
    }

    /**
     * Ten profiles: guests of 2 MiB to 1 GiB that write nothing, little, and more than the link
     * carries, by all kinds of workloads; links of 1 to 500 MB/s; all priorities.
     *
     * @param trace the recorded guest's directory
     */
    public static List<PlanCase> all(Path trace) {
        return List.of(
                of(
                        "idle",
                        "--memory 512MiB --workload idle",
                        "--link-rate 125MB --priority downtime"),
                of(
                        "hot and cold, slow link",
                        "--memory 256MiB",
                        "--link-rate 60MB --priority traffic"),
                of(
                        "hot and cold, busy",
                        "--memory 512MiB --dirty-rate 100MiB --working-set 128MiB",
                        "--link-rate 125MB --priority downtime"),
                of(
                        "zipf",
                        "--memory 256MiB --workload zipf --dirty-rate 100MiB --working-set 128MiB",
                        "--link-rate 60MB --downtime-limit 200ms --priority downtime,traffic"),
                of(
                        "phased",
                        "--memory 256MiB --workload phased:uniform@2s+idle@1s --dirty-rate 80MiB"
                                + " --working-set 64MiB",
                        "--link-rate 60MB --priority traffic,downtime"),
                of(
                        "trace",
                        Stream.of("--trace", trace.toString()).toList(),
                        "--link-rate 1MB --priority traffic"),
                of(
                        "more than the link carries",
                        "--memory 256MiB --workload uniform --dirty-rate 400MiB --working-set 128MiB",
                        "--link-rate 60MB --priority slowdown"),
                of(
                        "incompressible",
                        "--memory 128MiB --workload uniform --dirty-rate 150MiB --working-set 32MiB"
                                + " --contents random=100",
                        "--link-rate 60MB --downtime-limit 150ms --priority slowdown,downtime"),
                of(
                        "fast link",
                        "--memory 1GiB --dirty-rate 100MiB",
                        "--link-rate 500MB --priority downtime"),
                of(
                        "sequential",
                        "--memory 384MiB --workload sequential --dirty-rate 60MiB --working-set 96MiB",
                        "--link-rate 250MB --priority traffic,downtime"));
    }

    /** The options of a plan. */
    public List<String> planOptions() {
        List<String> options = new ArrayList<>(guest);
        options.addAll(wanted);
        return options;
    }

    private static PlanCase of(String name, String guest, String wanted) {
        return of(name, List.of(guest.split(" ")), wanted);
    }

    private static PlanCase of(String name, List<String> guest, String wanted) {
        return new PlanCase(name, guest, List.of(wanted.split(" ")));
    }
}
