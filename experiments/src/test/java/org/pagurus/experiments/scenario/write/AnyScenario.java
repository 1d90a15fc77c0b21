package org.pagurus.experiments.scenario.write;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The YAML of a random scenario that is right: any field may be there, or left out. */
final class AnyScenario {
    private static final Path TRACE =
            Path.of("../migration-core/src/test/resources/traces/redis-cut").toAbsolutePath();

    private final Random random;

    /** Whether migrations may have a rate limiter, as Xen's have. */
    private boolean limited;

    AnyScenario(Random random) {
        this.random = random;
    }

    String yaml() {
        List<String> lines = new ArrayList<>();
        maybe(lines, "name: " + of("a", "'two words'", "7", "'null'", "\"it's\""));
        maybe(lines, "description: " + of("what it shows", "'a: b'", "'# c'"));
        maybe(lines, "seed: " + random.nextLong());
        if (random.nextInt(4) == 0) {
            lines.add("kind: cluster");
            cluster(lines);
        } else {
            maybe(lines, "kind: migration");
            limited = random.nextInt(4) == 0;
            if (limited) {
                lines.add("fidelity: fluid");
            } else {
                maybe(lines, "fidelity: " + of("exact", "fluid"));
            }
            migrations(lines);
        }
        return String.join("\n", lines) + "\n";
    }

    private void migrations(List<String> lines) {
        int guests = 1 + random.nextInt(3);
        if (guests == 1 && random.nextBoolean()) {
            lines.add("guest: " + guest());
        } else {
            lines.add("guests:");
            for (int number = 0; number < guests; number++) {
                lines.add("  g" + number + ": " + guest());
            }
        }
        boolean pair = random.nextBoolean();
        if (pair) {
            lines.add("link: " + link());
        } else {
            lines.add("topology:");
            lines.add("  hosts: [h0, h1, h2]");
            lines.add("  switches: [s]");
            lines.add("  links:");
            String name = random.nextBoolean() ? ", name: uplink" : "";
            lines.add("    - " + link().replace("}", ", between: [h0, s]" + name + "}"));
            lines.add("    - " + link().replace("}", ", between: [h2, s]}"));
        }
        if (random.nextBoolean()) {
            lines.add("settings: " + flow(settings()));
        }
        String ends = pair ? "" : "from: h0, to: h2, ";
        if (guests == 1 && random.nextBoolean()) {
            lines.add("migration: " + migration(ends));
        } else {
            lines.add("migrations:");
            for (int number = 0; number < guests; number++) {
                String guest = guests > 1 ? "guest: g" + number + ", " : "";
                lines.add("  - " + migration(ends + guest));
            }
        }
        if (random.nextBoolean()) {
            lines.add("changes:");
            String link = pair ? "" : ", link: h2-s";
            lines.add("  - {at: " + time() + ", state: " + of("cut", "restored") + link + "}");
            lines.add(
                    "  - {at: 5s, direction: "
                            + of("both", "forth", "back")
                            + link
                            + ", rate: "
                            + rate()
                            + of("", ", latency: 2ms", ", loss: 0.125%")
                            + "}");
        }
    }

    private String guest() {
        List<String> fields = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            fields.add(
                    "trace: {directory: "
                            + TRACE
                            + of("", ", offset: 1s", ", speed: 0.75", ", loop: false")
                            + "}");
        } else {
            maybe(fields, "memory: " + of("64MiB", "1GiB", "4198400", "0.5GiB"));
            maybe(fields, "working-set: " + of("2MiB", "4096", "1MiB"));
            maybe(fields, "dirty-rate: " + rate());
            maybe(
                    fields,
                    "workload: "
                            + of(
                                    "idle",
                                    "uniform",
                                    "invariant",
                                    "'hotcold:30/70,70/30'",
                                    "'zipf:1.20'",
                                    "'phased:uniform@1.5s+idle@2s'"));
            maybe(fields, "contents: '" + of("zero=100", "text=50,heap=50", "array=100") + "'");
        }
        maybe(fields, "service: {requests-per-second: 3" + of("", ", busy: " + share()) + "}");
        return flow(fields);
    }

    private String link() {
        List<String> fields = new ArrayList<>(List.of("rate: " + rate()));
        maybe(fields, "latency: " + time());
        maybe(fields, "loss: " + of("0", "0.1", "12.5%", "33.3%", "0.000001"));
        return flow(fields);
    }

    private String migration(String first) {
        List<String> fields = settings();
        maybe(fields, "start: " + time());
        return flow(fields).replace("{", "{" + first);
    }

    private List<String> settings() {
        List<String> fields = new ArrayList<>();
        maybe(fields, "streams: " + (1 + random.nextInt(64)));
        if (limited) {
            fields.add("policy: xen");
            maybe(fields, "rate-limiter: " + of("none", "xen", "'xen:1,1MB,62.5MB,1GB/s'"));
        } else {
            maybe(fields, "policy: " + of("predictive", "qemu", "xen", "simgrid"));
        }
        maybe(fields, "downtime-limit: " + of("1ns", "20ms", "300ms"));
        maybe(fields, "max-downtime-limit: " + of("1s", "1.5s", "1h"));
        maybe(fields, "max-throttle: " + random.nextInt(100));
        maybe(fields, "max-rounds: " + (1 + random.nextInt(100)));
        maybe(fields, "time-limit: " + of("1m", "90s", "1.5h"));
        maybe(fields, "reconnect-limit: " + of("0s", "10m", "1500ms"));
        maybe(fields, "verify: " + of("digest", "full"));
        maybe(fields, "selector: " + of("adaptive", "cbc", "none", "'fixed:zstd-1'"));
        maybe(fields, "compression-threads: " + (1 + random.nextInt(64)));
        maybe(fields, "delta-cache: " + of("0", "4KiB", "1MiB"));
        return fields;
    }

    private void cluster(List<String> lines) {
        lines.add("hosts:");
        lines.add("  - {count: 3, model: hp-ml110-g" + of("4", "5") + of("", ", cpu: 9000") + "}");
        lines.add("  - {cpu: 1000, memory: 64GiB, nic: 10MB, power: [50, 99.5, 100]}");
        lines.add("guests:");
        lines.add("  - {cpu: 500, memory: 512MiB" + of("", ", count: 4, dirty-rate: 1MiB") + "}");
        lines.add(
                "traces: {synthetic: {"
                        + of("", "mean-percent: 12.5, day-share: " + share(), "persistence: 1")
                        + "}}");
        maybe(lines, "samples: 12");
        maybe(lines, "interval: " + of("60s", "1m", "24h"));
        lines.add(
                "strategy: "
                        + of(
                                "{balancing: {}}",
                                "{balancing: {threshold: " + share() + ", k: 1, n: 9}}",
                                "{consolidation: {}}",
                                "{consolidation: {overload: '"
                                        + of("thr", "thr:0.85", "mad:2", "iqr", "lr:1.1", "lrr")
                                        + "', selection: "
                                        + of("mmt", "rc", "mu")
                                        + "}}"));
        maybe(lines, "migration-limits: {" + of("", "out-per-host: 1", "per-cluster: 7") + "}");
    }

    private String share() {
        return of("0.3", "33.3%", "1", "0.01", "100%", random.nextInt(1, 100) + "%");
    }

    private String rate() {
        return of("125MB/s", "1", "62.5MB", "50MiB/s", "1.25GB/s");
    }

    private String time() {
        return of("0s", "100us", "1.5ms", "2s", "1m");
    }

    private void maybe(List<String> lines, String line) {
        if (random.nextBoolean()) {
            lines.add(line);
        }
    }

    private String of(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String flow(List<String> fields) {
        return "{" + String.join(", ", fields) + "}";
    }
}
