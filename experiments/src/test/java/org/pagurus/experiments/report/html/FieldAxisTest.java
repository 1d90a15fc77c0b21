package org.pagurus.experiments.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldAxisTest {
    @Test
    void numbersOfOneUnitHavePositions() {
        FieldAxis rates = FieldAxis.of("link.rate", List.of("50MB/s", "125MB/s", "1250MB/s"));
        assertEquals(List.of(50e6, 125e6, 1250e6), rates.positions());
        assertTrue(rates.logarithmic());
        FieldAxis times = FieldAxis.of("downtime-limit", List.of("0s", "300ms", "2s"));
        assertEquals(List.of(0.0, 3e8, 2e9), times.positions());
        assertFalse(times.logarithmic());
        assertEquals(List.of(1.0, 50.0), FieldAxis.of("loss", List.of("1%", "50%")).positions());
        assertEquals(List.of(1.0, 16.0), FieldAxis.of("streams", List.of("1", "16")).positions());
    }

    @Test
    void namesHaveNone() {
        assertNull(FieldAxis.of("policy", List.of("qemu", "xen")).positions());
        assertNull(FieldAxis.of("limit", List.of("300ms", "off")).positions());
        assertNull(FieldAxis.of("mixed", List.of("1", "2s")).positions(), "two units");
        assertNull(FieldAxis.of("falling", List.of("2s", "1s")).positions());
        assertNull(FieldAxis.of("none", List.of()).positions());
    }
}
