package org.pagurus.experiments.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
    private static final Forecast LEAST_DOWN = Forecasts.of("leastDown", 20, 500, 0);
    private static final Forecast LEAST_SENT = Forecasts.of("leastSent", 90, 300, 0);
    private static final Forecast WORSE = Forecasts.of("worse", 95, 310, 0.5);
    private static final Forecast BETWEEN = Forecasts.of("between", 50, 400, 0);

    @Test
    void leavesOutWhatAnotherBeatsInEverything() {
        assertEquals(
                List.of("leastDown", "leastSent", "between"),
                Forecasts.names(ParetoFront.of(List.of(LEAST_DOWN, LEAST_SENT, WORSE, BETWEEN))));
    }

    @Test
    void keepsEquals() {
        Forecast twin = Forecasts.of("twin", 20, 500, 0);
        assertEquals(
                List.of("leastDown", "twin"),
                Forecasts.names(ParetoFront.of(List.of(LEAST_DOWN, twin))));
    }

    @Test
    void isEmptyOfNothing() {
        assertEquals(List.of(), ParetoFront.of(List.of()));
    }

    @Test
    void thinsOutWhatASimulationCannotTellFromTheOnesBefore() {
        Forecast nearlyTheSame = Forecasts.of("nearlyTheSame", 21.5, 498, 0);
        assertEquals(
                List.of("leastDown", "leastSent", "between"),
                Forecasts.names(
                        ParetoFront.thinned(
                                List.of(LEAST_DOWN, nearlyTheSame, LEAST_SENT, BETWEEN), 5)));
    }

    @Test
    void thinsOutToSoMany() {
        assertEquals(
                List.of("leastDown", "leastSent"),
                Forecasts.names(ParetoFront.thinned(List.of(LEAST_DOWN, LEAST_SENT, BETWEEN), 2)));
    }
}
