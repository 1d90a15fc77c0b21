package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvergencePoliciesTest {
    @ParameterizedTest
    @CsvSource({"xen, 0", "qemu, 99", "predictive, 0", "simgrid, 0"})
    void findsAPolicyByItsName(String name, int defaultMaxThrottlePercent) {
        ConvergencePolicy policy = ConvergencePolicies.parse(name);

        assertEquals(name, policy.name());
        assertEquals(defaultMaxThrottlePercent, policy.defaultMaxThrottlePercent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Xen", "vmware", "qemu "})
    void listsTheNamesForAnyOther(String name) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> ConvergencePolicies.parse(name));

        assertEquals(
                "convergence policy must be one of predictive, qemu, xen, simgrid but is \""
                        + name
                        + "\"",
                refusal.getMessage());
    }

    @Test
    void prefersThePredictivePolicy() {
        assertEquals("predictive", ConvergencePolicies.all().getFirst().name());
    }
}
