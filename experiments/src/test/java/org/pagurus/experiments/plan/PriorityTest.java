package org.pagurus.experiments.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriorityTest {
    @Test
    void theOthersFollowThoseThatAreNamed() {
        assertEquals(
                List.of(Priority.SLOWDOWN, Priority.DOWNTIME, Priority.TRAFFIC),
                Priority.parseOrder("slowdown"));
        assertEquals(
                List.of(Priority.TRAFFIC, Priority.SLOWDOWN, Priority.DOWNTIME),
                Priority.parseOrder("Traffic,slowdown"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "speed", "downtime,", "traffic,downtime,traffic"})
    void refusesWhatIsNoneOrThereTwice(String text) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> Priority.parseOrder(text))
                        .getMessage();
        assertEquals(
                "expected one of downtime, traffic, slowdown, or several joined by commas, each"
                        + " once, found '"
                        + text
                        + "'",
                message);
    }

    @ParameterizedTest
    @CsvSource({
        "DOWNTIME, 11900000, 10000000, false",
        "DOWNTIME, 12100000, 10000000, true",
        "DOWNTIME, 104000000, 100000000, false",
        "DOWNTIME, 106000000, 100000000, true",
        "TRAFFIC, 101900000, 100000000, false",
        "TRAFFIC, 102100000, 100000000, true",
        "SLOWDOWN, 40000000, 0, false",
        "SLOWDOWN, 60000000, 0, true",
        "TRAFFIC, 1, 2, false",
    })
    void isMoreWhenASimulationCanTellThemApart(
            Priority priority, double value, double than, boolean more) {
        assertEquals(more, priority.isMore(value, than));
    }
}
