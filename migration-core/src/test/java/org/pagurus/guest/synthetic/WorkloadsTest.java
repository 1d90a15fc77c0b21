package org.pagurus.guest.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.guest.synthetic.WorkloadSpec.Heat;
import org.pagurus.guest.synthetic.WorkloadSpec.HotCold;
import org.pagurus.guest.synthetic.WorkloadSpec.Idle;
import org.pagurus.guest.synthetic.WorkloadSpec.Phase;
import org.pagurus.guest.synthetic.WorkloadSpec.Phased;
import org.pagurus.guest.synthetic.WorkloadSpec.Uniform;
import org.pagurus.guest.synthetic.WorkloadSpec.Zipfian;

class WorkloadsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "idle",
                "uniform",
                "sequential",
                "invariant",
                "hotcold:10/90,90/10",
                "zipf:0.99",
                "phased:uniform@5s+hotcold:20/100,80/0@0.5s+idle@0.000000001s"
            })
    void formatsWhatItReads(String text) {
        assertEquals(text, Workloads.format(Workloads.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hotcold", "zipf", "phased"})
    void readsItsOwnDefaults(String name) {
        WorkloadSpec spec = Workloads.parse(name);
        assertEquals(spec, Workloads.parse(Workloads.format(spec)));
    }

    @Test
    void readsTheParts() {
        assertEquals(
                new Phased(
                        List.of(
                                new Phase(new Zipfian(1.2), 2_000_000_000L),
                                new Phase(new Idle(), 500_000_000L))),
                Workloads.parse("phased:zipf:1.2@2s+idle@0.5s"));
        assertEquals(
                new HotCold(List.of(new Heat(30, 70), new Heat(70, 30))),
                Workloads.parse("hotcold:30/70,70/30"));
        assertEquals(new Uniform(), Workloads.parse("uniform"));
    }

    @Test
    void formatsAnyExponentSoThatItCanBeRead() {
        for (double exponent : new double[] {0.01, 0.012345678901234567, 1, 9.876543210987654}) {
            WorkloadSpec spec = new Zipfian(exponent);
            assertEquals(spec, Workloads.parse(Workloads.format(spec)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "random|workload must be one of idle, uniform, sequential, hotcold, zipf, phased, invariant",
                "''|workload must be one of",
                "uniform:1|workload must be one of",
                "zipf:|zipf exponent must be a number",
                "zipf:x|zipf exponent must be a number",
                "zipf:1e9|zipf exponent must be a number",
                "zipf:0|zipf exponent must be 0.01 to 10",
                "zipf:11|zipf exponent must be 0.01 to 10",
                "hotcold:10|hotcold must be classes such as",
                "hotcold:a/b|hotcold share must be a number of 0 to 100",
                "hotcold:10/90,80/10|hotcold must add up to 100 percent",
                "hotcold:0/90,100/10|hotcold class must have 1 to 100 percent of the pages",
                "phased:uniform|phased must be phases such as",
                "phased:uniform@5|phased must be phases such as",
                "phased:uniform@0s|phase must last 1 ns to 3600 s",
                "phased:uniform@3601s|phase must last 1 ns to 3600 s",
                "phased:invariant@5s|phase must not be phased or invariant",
                "phased:nothing@5s|workload must be one of",
            })
    void saysWhatItExpected(String text, String message) {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> Workloads.parse(text));
        assertTrue(String.valueOf(error.getMessage()).startsWith(message), error.getMessage());
    }
}
