package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.report.RoundStatistics;

/** The link carries 10,000 pages a second, without a wait between rounds. */
class RoundForecastTest {
    private static final double SECONDS_PER_PAGE = 1e-4;
    private static final RoundStatistics LAST = TestRounds.parse("1000 1000 8000 6000").getFirst();

    /** Liu et al.: V_i = V lambda^i. */
    @ParameterizedTest(name = "lambda {0}, throttled by {1} %: {3} pages after {2} rounds")
    @CsvSource({
        "0.5, 0, 1, 4000", "0.5, 0, 3, 1000", "0.5, 50, 3, 125", "0.9, 0, 10, 2789.4",
        "1.0, 0, 10, 8000", "2.0, 0, 10, 8000", "2.0, 75, 3, 1000", "0.5, 0, 0, 8000"
    })
    void shrinksGeometricallyWithFirstTimePages(
            double lambda, int throttlePercent, int rounds, double expectedPages) {
        RoundForecast forecast = forecast(new DirtyPageModel(0, 1, lambda / SECONDS_PER_PAGE), 0);

        assertEquals(
                expectedPages,
                forecast.leastPendingPages(LAST, throttlePercent, false, rounds),
                0.1);
    }

    @Test
    void doesNotFallBelowAWorkingSetThatIsAlwaysDirty() {
        RoundForecast forecast = forecast(new DirtyPageModel(5000, 1e6, 1000), 0);

        assertEquals(5555.6, forecast.leastPendingPages(LAST, 0, false, 50), 1);
        assertEquals(5000, forecast.leastPendingPages(LAST, 0, true, 50), 1);
    }

    @Test
    void countsTheWaitBetweenRounds() {
        RoundForecast forecast = forecast(new DirtyPageModel(0, 1, 1000), 0.5);

        RoundForecast.End end = forecast.next(forecast.startingAt(LAST), 0, false);

        assertEquals(0.8 + 0.5, end.durationSeconds(), 1e-9);
        assertEquals(1300, end.pendingPages(), 1e-6);
    }

    @Test
    void keepsPagesThatWereLeftAmongThePending() {
        RoundForecast forecast = forecast(new DirtyPageModel(0, 1e-9, 0), 0);

        RoundForecast.End end = forecast.next(forecast.startingAt(LAST), 0, true);

        assertEquals(0.2, end.durationSeconds(), 1e-9, "2,000 of 8,000 pages are sent");
        assertEquals(6000, end.pendingPages(), 1e-3);
    }

    @Test
    void shortensRoundsThatSkipDirtyPages() {
        DirtyPageModel model = new DirtyPageModel(8000, 1e6, 0);
        RoundForecast forecast =
                new RoundForecast(model, SECONDS_PER_PAGE, 0.01, TestRounds.MEMORY_PAGES, true);

        RoundForecast.End end = forecast.next(forecast.startingAt(LAST), 0, false);

        assertEquals(0.01, end.durationSeconds(), 0.02, "all pages are skipped");
    }

    @Test
    void neverHasMorePendingThanMemory() {
        RoundForecast forecast = forecast(new DirtyPageModel(0, 1, 1e9), 0);

        RoundForecast.End end = forecast.next(forecast.startingAt(LAST), 0, false);

        assertEquals(TestRounds.MEMORY_PAGES, end.pendingPages());
    }

    @Test
    void takesTheLeastOverheadOfTheLastRounds() {
        RoundForecast forecast =
                RoundForecast.of(TestRounds.situation("1000 150 900 0; 1000 120 900 0"));

        assertEquals(0.02, forecast.overheadSeconds(), 1e-9);
        assertEquals(SECONDS_PER_PAGE, forecast.secondsPerPage(), 1e-12);
    }

    private static RoundForecast forecast(DirtyPageModel model, double overheadSeconds) {
        return new RoundForecast(
                model, SECONDS_PER_PAGE, overheadSeconds, TestRounds.MEMORY_PAGES, false);
    }
}
