package org.pagurus.experiments.plan;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.experiments.plan.Choice.Encoding;

/** Forecasts for tests. */
public final class Forecasts {
    private static final Encoding ENCODING = new Encoding("adaptive", 2, 2);

    private Forecasts() {}

    /** Settings that take so much. Each differs from others by its name. */
    static Forecast of(String name, double downtimeMs, double sentMib, double lostS) {
        return of(name, downtimeMs, sentMib, lostS, 10);
    }

    static Forecast of(
            String name, double downtimeMs, double sentMib, double lostS, double totalS) {
        return new Forecast(
                new Choice(name, ENCODING, 300_000_000, 0),
                List.of(result(downtimeMs, sentMib, lostS, totalS)),
                ModelError.UNSCALED);
    }

    static TrialResult result(double downtimeMs, double sentMib, double lostS, double totalS) {
        return new TrialResult(
                true,
                "completed",
                Math.round(totalS * 1e9),
                Math.round(downtimeMs * 1e6),
                Math.round(sentMib * (1 << 20)),
                Math.round(lostS * 1e9),
                3,
                0);
    }

    static TrialResult gaveUp(double sufficientMs) {
        return new TrialResult(
                false,
                "no convergence",
                5_000_000_000L,
                0,
                1 << 20,
                0,
                5,
                Math.round(sufficientMs * 1e6));
    }

    /** The names of some, in their order. */
    static List<String> names(List<Forecast> forecasts) {
        List<String> names = new ArrayList<>();
        forecasts.forEach(each -> names.add(each.choice().policy()));
        return names;
    }
}
