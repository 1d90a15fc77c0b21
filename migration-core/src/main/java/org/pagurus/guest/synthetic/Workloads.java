package org.pagurus.guest.synthetic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pagurus.guest.synthetic.WorkloadSpec.Heat;
import org.pagurus.guest.synthetic.WorkloadSpec.HotCold;
import org.pagurus.guest.synthetic.WorkloadSpec.Idle;
import org.pagurus.guest.synthetic.WorkloadSpec.Invariant;
import org.pagurus.guest.synthetic.WorkloadSpec.Phase;
import org.pagurus.guest.synthetic.WorkloadSpec.Phased;
import org.pagurus.guest.synthetic.WorkloadSpec.Sequential;
import org.pagurus.guest.synthetic.WorkloadSpec.Uniform;
import org.pagurus.guest.synthetic.WorkloadSpec.Zipfian;

/**
 * Workloads as a person types them.
 *
 * <ul>
 *   <li>{@code idle}, {@code uniform}, {@code sequential}, {@code invariant}
 *   <li>{@code hotcold}, or {@code hotcold:10/90,90/10}: 10 % of the pages get 90 % of the writes
 *   <li>{@code zipf}, or {@code zipf:0.99}
 *   <li>{@code phased}, or {@code phased:uniform@5s+zipf:1.2@10s+idle@0.5s}
 * </ul>
 */
public final class Workloads {
    private static final int MAX_TEXT_CHARS = 1000;
    private static final int NS_DIGITS = 9;

    private static final HotCold DEFAULT_HOT_COLD =
            new HotCold(List.of(new Heat(10, 90), new Heat(90, 10)));
    private static final Zipfian DEFAULT_ZIPFIAN = new Zipfian(0.99);
    private static final Phased DEFAULT_PHASED =
            new Phased(
                    List.of(
                            new Phase(new Sequential(), 5_000_000_000L),
                            new Phase(DEFAULT_HOT_COLD, 10_000_000_000L),
                            new Phase(new Idle(), 5_000_000_000L)));

    private Workloads() {}

    /**
     * Reads a workload.
     *
     * @throws IllegalArgumentException with one line that says what was expected
     */
    public static WorkloadSpec parse(String text) {
        if (text.length() > MAX_TEXT_CHARS) {
            throw new IllegalArgumentException(
                    "workload must have at most "
                            + MAX_TEXT_CHARS
                            + " characters but has "
                            + text.length());
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return parsePlain(text);
        }
        String detail = text.substring(colon + 1);
        return switch (text.substring(0, colon)) {
            case "hotcold" -> new HotCold(parseClasses(detail));
            case "zipf" -> new Zipfian(parseNumber(detail, "zipf exponent").doubleValue());
            case "phased" -> new Phased(parsePhases(detail));
            default -> throw unknown(text);
        };
    }

    /** As {@link #parse} reads it. */
    public static String format(WorkloadSpec spec) {
        return switch (spec) {
            case Idle idle -> "idle";
            case Uniform uniform -> "uniform";
            case Sequential sequential -> "sequential";
            case Invariant invariant -> "invariant";
            case Zipfian zipfian ->
                    "zipf:" + BigDecimal.valueOf(zipfian.exponent()).toPlainString();
            case HotCold hotCold ->
                    hotCold.classes().stream()
                            .map(heat -> heat.pagesPercent() + "/" + heat.writesPercent())
                            .collect(Collectors.joining(",", "hotcold:", ""));
            case Phased phased ->
                    phased.phases().stream()
                            .map(Workloads::formatPhase)
                            .collect(Collectors.joining("+", "phased:", ""));
        };
    }

    private static WorkloadSpec parsePlain(String text) {
        return switch (text) {
            case "idle" -> new Idle();
            case "uniform" -> new Uniform();
            case "sequential" -> new Sequential();
            case "invariant" -> new Invariant();
            case "hotcold" -> DEFAULT_HOT_COLD;
            case "zipf" -> DEFAULT_ZIPFIAN;
            case "phased" -> DEFAULT_PHASED;
            default -> throw unknown(text);
        };
    }

    private static List<Heat> parseClasses(String detail) {
        List<Heat> classes = new ArrayList<>();
        for (String part : detail.split(",", -1)) {
            String[] shares = part.split("/", -1);
            if (shares.length != 2) {
                throw new IllegalArgumentException(
                        "hotcold must be classes such as 10/90 joined by ',' but has '"
                                + part
                                + "'");
            }
            classes.add(new Heat(parsePercent(shares[0]), parsePercent(shares[1])));
        }
        return classes;
    }

    private static List<Phase> parsePhases(String detail) {
        List<Phase> phases = new ArrayList<>();
        for (String part : detail.split("\\+", -1)) {
            int at = part.indexOf('@');
            if (at < 0 || !part.endsWith("s")) {
                throw new IllegalArgumentException(
                        "phased must be phases such as uniform@5s joined by '+' but has '"
                                + part
                                + "'");
            }
            String seconds = part.substring(at + 1, part.length() - 1);
            BigDecimal durationNs =
                    parseNumber(seconds, "phase duration").movePointRight(NS_DIGITS);
            if (durationNs.compareTo(BigDecimal.valueOf(Phase.MAX_DURATION_NS)) > 0) {
                throw new IllegalArgumentException(
                        "phase must last 1 ns to 3600 s but lasts " + seconds + " s");
            }
            phases.add(new Phase(parse(part.substring(0, at)), durationNs.longValue()));
        }
        return phases;
    }

    private static String formatPhase(Phase phase) {
        return format(phase.spec())
                + "@"
                + BigDecimal.valueOf(phase.durationNs(), NS_DIGITS)
                        .stripTrailingZeros()
                        .toPlainString()
                + "s";
    }

    private static int parsePercent(String text) {
        if (!text.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException(
                    "hotcold share must be a number of 0 to 100 but is '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    /** Digits with at most one point: no exponents, which could be huge. */
    private static BigDecimal parseNumber(String text, String field) {
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,24})?")) {
            throw new IllegalArgumentException(
                    field + " must be a number such as 0.99 but is '" + text + "'");
        }
        return new BigDecimal(text);
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                "workload must be one of idle, uniform, sequential, hotcold, zipf, phased, invariant but is '"
                        + text
                        + "'");
    }
}
