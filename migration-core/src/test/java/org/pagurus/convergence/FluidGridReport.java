package org.pagurus.convergence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pagurus.convergence.FluidGrid.Point;
import org.pagurus.convergence.FluidGrid.Shape;
import org.pagurus.convergence.FluidMigration.Outcome;
import org.pagurus.memory.Page;

/** The tables of docs/convergence.md, from the grid. */
final class FluidGridReport {
    private FluidGridReport() {}

    /** What a person may allow a policy. */
    private record Setting(ConvergencePolicy policy, int relaxFactor, int maxThrottlePercent) {
        ConvergenceLimits limits(Point point) {
            return point.limits(relaxFactor * point.limitMs(), maxThrottlePercent);
        }

        String label() {
            return policy.name()
                    + (relaxFactor > 1 ? ", limit relaxed up to " + relaxFactor + " times" : "")
                    + (maxThrottlePercent > 0
                            ? ", throttling to " + maxThrottlePercent + " %"
                            : "");
        }
    }

    private static final List<Setting> SETTINGS =
            List.of(
                    new Setting(new XenPolicy(), 1, 0),
                    new Setting(new QemuPolicy(), 1, 0),
                    new Setting(new QemuPolicy(), 1, 99),
                    new Setting(new PredictivePolicy(), 1, 0),
                    new Setting(new PredictivePolicy(), 4, 0),
                    new Setting(new PredictivePolicy(), 1, 99));

    /** Prints both tables. */
    public static void main(String[] arguments) {
        System.out.print(overTheGrid() + "\n" + atSinglePoints());
    }

    /** One line per setting: how the points of the grid ended. */
    static String overTheGrid() {
        List<Point> points = FluidGrid.points();
        StringBuilder table =
                new StringBuilder(
                        """
                        | policy | completed within its limit | over it | gave up | rounds, mean | memory sent, mean | throttling, mean |
                        |---|---|---|---|---|---|---|
                        """);
        for (Setting setting : SETTINGS) {
            List<Outcome> outcomes =
                    points.stream()
                            .map(point -> point.run(setting.policy(), setting.limits(point)))
                            .toList();
            int gaveUp = 0;
            int within = 0;
            for (int i = 0; i < outcomes.size(); i++) {
                Outcome outcome = outcomes.get(i);
                long limitNs = setting.limits(points.get(i)).maxDowntimeLimitNs();
                if (outcome.gaveUp()) {
                    gaveUp++;
                } else if (outcome.expectedDowntimeNs() <= limitNs) {
                    within++;
                }
            }
            table.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %d | %d | %d | %.1f | %.2f | %.1f %% |%n",
                            setting.label(),
                            within,
                            points.size() - within - gaveUp,
                            gaveUp,
                            outcomes.stream().mapToInt(Outcome::rounds).average().orElseThrow(),
                            outcomes.stream()
                                    .mapToDouble(FluidGridReport::memorySent)
                                    .average()
                                    .orElseThrow(),
                            outcomes.stream()
                                    .mapToInt(Outcome::throttlePercent)
                                    .average()
                                    .orElseThrow()));
        }
        return table.toString();
    }

    /** Single points at 125 MB/s and 300 ms: downtime, rounds, bytes and throttling per setting. */
    static String atSinglePoints() {
        List<String> lines = new ArrayList<>();
        String head = "| writes per link page | working set, pages |";
        String rule = "|---|---|";
        for (Setting setting : SETTINGS) {
            head += " " + setting.label() + " |";
            rule += "---|";
        }
        lines.add(head);
        lines.add(rule);
        for (Point point : FluidGrid.points()) {
            if (point.guest().linkRateBytesPerSecond() == 125e6
                    && point.strayShare() == 0.05
                    && point.shape() == Shape.EVEN
                    && point.limitMs() == 300
                    && point.workingSetPages() > 256) {
                lines.add(line(point));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String line(Point point) {
        StringBuilder line =
                new StringBuilder(
                        "| %s | %d |"
                                .formatted(point.writesPerLinkPage(), point.workingSetPages()));
        for (Setting setting : SETTINGS) {
            Outcome outcome = point.run(setting.policy(), setting.limits(point));
            line.append(
                    String.format(
                            Locale.ROOT,
                            " %s, %d rounds, %.2f%s |",
                            outcome.gaveUp()
                                    ? "gave up"
                                    : Time.ceilMs(outcome.expectedDowntimeNs()) + " ms",
                            outcome.rounds(),
                            memorySent(outcome),
                            outcome.throttlePercent() > 0
                                    ? ", " + outcome.throttlePercent() + " %"
                                    : ""));
        }
        return line.toString();
    }

    /** Bytes of all rounds and of stop-and-copy, in multiples of the memory. */
    private static double memorySent(Outcome outcome) {
        ExpectedDowntime expected = ExpectedDowntime.of(outcome.situation());
        double last =
                outcome.gaveUp() ? 0 : expected.pendingPages() * expected.encodedBytesPerPage();
        return (outcome.bytes() + last) / Page.offsetBytes(FluidGrid.MEMORY_PAGES);
    }
}
