package org.pagurus.simulator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerCurveTest {
    @ParameterizedTest
    @CsvSource({
        "0, 86, 93.7",
        "0.1, 89.4, 97",
        "0.05, 87.7, 95.35",
        "0.5, 102, 116",
        "0.55, 104, 118.5",
        "0.99, 116.7, 134.8",
        "1, 117, 135",
        "3, 117, 135"
    })
    void interpolatesThePublishedTables(double utilisation, double g4Watts, double g5Watts) {
        assertEquals(g4Watts, PowerCurve.HP_ML110_G4.watts(utilisation), 1e-9);
        assertEquals(g5Watts, PowerCurve.HP_ML110_G5.watts(utilisation), 1e-9);
    }

    @Test
    void increaseIsADifference() {
        assertEquals(3.4 + 1.6, PowerCurve.HP_ML110_G4.increase(0, 0.15), 1e-9);
        assertEquals(0, PowerCurve.HP_ML110_G4.increase(1, 0.5), 1e-9);
    }

    @Test
    void equalPointsAreEqualCurves() {
        assertEquals(PowerCurve.of(1, 2), PowerCurve.of(1, 2));
        assertNotEquals(PowerCurve.of(1, 2), PowerCurve.of(1, 3));
    }

    @Test
    void refusesWhatIsNoPower() {
        assertEquals(
                "power: expected 2 to 1001 points but found 1",
                assertThrows(IllegalArgumentException.class, () -> PowerCurve.of(1)).getMessage());
        assertEquals(
                "power: expected 0 to 1000000 watts but found -1.0",
                assertThrows(IllegalArgumentException.class, () -> PowerCurve.of(1, -1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> PowerCurve.of(1, Double.NaN));
    }
}
