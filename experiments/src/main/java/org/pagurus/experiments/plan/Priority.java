package org.pagurus.experiments.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to be little. Two values are alike when they differ by no more than a simulation can tell
 * apart: a share, or an absolute difference where values are small.
 */
public enum Priority {
    /** Nanoseconds in which the guest is paused. */
    DOWNTIME(0.05, 2_000_000),

    /** Bytes on the wire. */
    TRAFFIC(0.02, 256 << 10),

    /** Nanoseconds of running time that throttling takes from the guest. */
    SLOWDOWN(0.05, 50_000_000);

    private final double alikeShare;
    private final double alikeDifference;

    Priority(double alikeShare, double alikeDifference) {
        this.alikeShare = alikeShare;
        this.alikeDifference = alikeDifference;
    }

    /** As a person types it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether one value is more than another, and not just alike. */
    boolean isMore(double value, double than) {
        return value - than > Math.max(alikeDifference, alikeShare * than);
    }

    /**
     * An order of some; the others follow in the order above.
     *
     * @param text names joined by commas, each at most once
     * @throws IllegalArgumentException says what was expected
     */
    public static List<Priority> parseOrder(String text) {
        Set<Priority> order = EnumSet.noneOf(Priority.class);
        List<Priority> all = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            Priority found =
                    Arrays.stream(values())
                            .filter(each -> each.label().equalsIgnoreCase(name))
                            .findFirst()
                            .orElse(null);
            if (found == null || !order.add(found)) {
                String names =
                        Arrays.stream(values())
                                .map(Priority::label)
                                .collect(Collectors.joining(", "));
                throw new IllegalArgumentException(
                        "expected one of "
                                + names
                                + ", or several joined by commas, each once, found '"
                                + text
                                + "'");
            }
            all.add(found);
        }
        for (Priority each : values()) {
            if (order.add(each)) {
                all.add(each);
            }
        }
        return all;
    }
}
