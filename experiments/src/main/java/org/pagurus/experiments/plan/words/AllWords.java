package org.pagurus.experiments.plan.words;

import java.util.List;
import org.pagurus.experiments.plan.Plan;

/** The recommended settings, or the nearest ones, in all words. */
public final class AllWords {
    private AllWords() {}

    public static List<Wording> of(Plan plan) {
        Wanted wanted =
                new Wanted(
                        plan.nearest().choice(),
                        plan.question().linkRateBytesPerSecond(),
                        plan.question().timeLimitNs(),
                        plan.question().memoryBytes());
        return List.of(
                PagurusWords.of(wanted),
                QemuWords.of(wanted),
                VirshWords.of(wanted),
                KubevirtWords.of(wanted));
    }
}
