package org.pagurus.experiments.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FullFactorialTest {
    @Test
    void theFirstFactorChangesSlowest() {
        FullFactorial design = new FullFactorial(2, 3);
        assertEquals(6, design.points());
        StringBuilder levels = new StringBuilder();
        for (int point = 0; point < design.points(); point++) {
            levels.append(design.level(point, 0)).append(design.level(point, 1)).append(' ');
        }
        assertEquals("00 01 02 10 11 12 ", levels.toString());
        assertEquals(4, design.with(1, 0, 1));
        assertEquals(3, design.with(5, 1, 0));
    }

    @Test
    void withoutFactorsThereIsOnePoint() {
        assertEquals(1, new FullFactorial().points());
        assertThrows(IllegalArgumentException.class, () -> new FullFactorial(2).level(2, 0));
        assertThrows(ArithmeticException.class, () -> new FullFactorial(1 << 20, 1 << 20));
    }
}
