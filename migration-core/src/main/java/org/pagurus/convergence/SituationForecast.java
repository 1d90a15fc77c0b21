package org.pagurus.convergence;

import org.jspecify.annotations.Nullable;

/** The forecast for a situation, made when it is first asked for. One decision's. */
final class SituationForecast {
    private final Situation situation;
    private @Nullable RoundForecast made;

    SituationForecast(Situation situation) {
        this.situation = situation;
    }

    RoundForecast get() {
        RoundForecast forecast = made;
        if (forecast == null) {
            forecast = RoundForecast.of(situation);
            made = forecast;
        }
        return forecast;
    }
}
