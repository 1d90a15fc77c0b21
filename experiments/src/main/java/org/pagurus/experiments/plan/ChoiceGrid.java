package org.pagurus.experiments.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pagurus.experiments.option.MigrationDefaults;
import org.pagurus.experiments.plan.Choice.Encoding;
import org.pagurus.guest.Throttled;

/** The settings that are tried. Policies that know no downtime limit are not among them. Pure. */
final class ChoiceGrid {
    static final String PREDICTIVE = MigrationDefaults.POLICY;
    static final String QEMU = "qemu";

    private static final int MOST_DEFAULT_THREADS = 8;
    private static final int MANY_STREAMS = 4;

    /** A limit below what is wanted may bring the downtime down, at the price of more rounds. */
    private static final int[] LIMIT_DIVISORS = {1, 3, 10};

    private static final int[] THROTTLES = {50, Throttled.MAX_PERCENT};

    private ChoiceGrid() {}

    /**
     * Ways to make pages smaller, with threads and streams. How many threads there are by default
     * goes by the cores, as on the command line.
     */
    static List<Encoding> encodings(int cores) {
        int threads = Math.clamp(cores / 2, MigrationDefaults.LEAST_THREADS, MOST_DEFAULT_THREADS);
        int streams = MigrationDefaults.streams(threads);
        Set<Encoding> all = new LinkedHashSet<>();
        for (String selector : List.of("adaptive", "none", "fixed:lz4", "fixed:zstd-1")) {
            all.add(new Encoding(selector, streams, threads));
        }
        all.add(new Encoding("adaptive", MigrationDefaults.FEWEST_STREAMS, 1));
        all.add(new Encoding("adaptive", Math.max(streams, MANY_STREAMS), threads));
        all.add(new Encoding("none", 1, threads));
        if (cores > threads && cores <= MOST_DEFAULT_THREADS) {
            all.add(new Encoding("adaptive", cores, cores));
        }
        return List.copyOf(all);
    }

    /** With what a migration has when a person says nothing but how long the guest may be down. */
    static Choice plain(Encoding encoding, long downtimeLimitNs) {
        return new Choice(PREDICTIVE, encoding, downtimeLimitNs, 0);
    }

    /**
     * What else can be done with an encoding.
     *
     * @param plain what a migration with {@link #plain} settings did
     */
    static List<Choice> variants(Encoding encoding, long downtimeLimitNs, TrialResult plain) {
        List<Choice> all = new ArrayList<>();
        for (int divisor : LIMIT_DIVISORS) {
            long limitNs = Math.max(Question.LEAST_LIMIT_NS, downtimeLimitNs / divisor);
            boolean keeps = plain.converged() && plain.downtimeNs() <= limitNs;
            if (!keeps) {
                // What keeps the limit as it is would do the same with a smaller one.
                if (plain.converged()) {
                    all.add(new Choice(PREDICTIVE, encoding, limitNs, 0));
                }
                for (int throttle : THROTTLES) {
                    all.add(new Choice(PREDICTIVE, encoding, limitNs, throttle));
                }
            }
            int throttle = plain.converged() ? 0 : Throttled.MAX_PERCENT;
            all.add(new Choice(QEMU, encoding, limitNs, throttle));
        }
        return all;
    }
}
