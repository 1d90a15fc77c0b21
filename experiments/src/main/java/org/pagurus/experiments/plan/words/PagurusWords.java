package org.pagurus.experiments.plan.words;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.experiments.option.ByteRate;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.plan.Choice;

/** For {@code pagurus migrate}, and for the demo. */
public final class PagurusWords {
    private PagurusWords() {}

    public static Wording of(Wanted wanted) {
        return new Wording(
                "pagurus",
                List.of(
                        "pagurus migrate GUEST --to HOST:PORT "
                                + String.join(" ", options(wanted))),
                List.of());
    }

    /** Options and their values in turn. */
    public static List<String> options(Wanted wanted) {
        Choice choice = wanted.choice();
        List<String> options = new ArrayList<>();
        add(options, "--policy", choice.policy());
        add(options, "--selector", choice.encoding().selector());
        add(options, "--streams", choice.encoding().streams());
        add(options, "--compression-threads", choice.encoding().threads());
        add(options, "--downtime-limit", new DurationOption(choice.downtimeLimitNs()));
        add(options, "--max-throttle", choice.maxThrottlePercent());
        add(options, "--time-limit", new DurationOption(wanted.timeLimitNs()));
        add(options, "--link-rate", new ByteRate(wanted.linkRateBytesPerSecond()));
        return options;
    }

    private static void add(List<String> options, String name, Object value) {
        options.add(name);
        options.add(value.toString());
    }
}
