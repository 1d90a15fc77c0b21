package org.pagurus.experiments.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pagurus.experiments.plan.Priority.DOWNTIME;
import static org.pagurus.experiments.plan.Priority.SLOWDOWN;
import static org.pagurus.experiments.plan.Priority.TRAFFIC;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferenceTest {
    private static final List<Forecast> ALL =
            List.of(
                    Forecasts.of("quick", 20, 500, 2),
                    Forecasts.of("quickToo", 20.9, 450, 2),
                    Forecasts.of("small", 90, 300, 1),
                    Forecasts.of("gentle", 200, 600, 0));

    @ParameterizedTest
    @CsvSource({
        "downtime, quickToo",
        "'downtime,slowdown', quickToo",
        "traffic, small",
        "slowdown, gentle",
        "'slowdown,downtime', gentle",
    })
    void takesTheLeastAndOfThoseAlikeTheLeastInTheNext(String order, String best) {
        Preference preference = new Preference(Priority.parseOrder(order));
        assertEquals(best, preference.best(ALL, new ArrayList<>()).choice().policy());
    }

    @Test
    void tellsWhatDecided() {
        List<Preference.Step> steps = new ArrayList<>();
        Forecast unused = new Preference(List.of(DOWNTIME, SLOWDOWN, TRAFFIC)).best(ALL, steps);
        assertEquals(
                List.of(new Preference.Step(DOWNTIME, 4, 2), new Preference.Step(TRAFFIC, 2, 1)),
                steps);
    }

    @Test
    void takesTheLeastTimeWhereAllAreAlike() {
        List<Forecast> alike =
                List.of(
                        Forecasts.of("slow", 20, 500, 0, 12),
                        Forecasts.of("fast", 20.1, 501, 0, 9));
        Preference preference = new Preference(Priority.parseOrder("downtime"));
        assertEquals("fast", preference.best(alike, new ArrayList<>()).choice().policy());
    }

    @Test
    void ordersAll() {
        Preference preference = new Preference(Priority.parseOrder("downtime"));
        assertEquals(
                List.of("quickToo", "quick", "small", "gentle"),
                Forecasts.names(preference.ordered(ALL)));
    }
}
