package org.pagurus.experiments.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunMetricsTest {
    private static final String ONE =
            """
            {"guest":"a","startNs":1000,"outcome":"completed","totalTimeNs":100,"downtimeNs":10,
             "totalBytes":5,"rounds":[{"throttlePercent":20},{"throttlePercent":40}]}""";
    private static final String OTHER =
            """
            {"guest":"b","startNs":2000,"outcome":"completed","totalTimeNs":300,"downtimeNs":30,
             "totalBytes":7,"rounds":[{"throttlePercent":0}]}""";
    private static final String FAILED =
            """
            {"guest":"c","startNs":0,"outcome":"failed","totalTimeNs":500,"downtimeNs":0,
             "totalBytes":11,"sufficientDowntimeLimitNs":99,"rounds":[]}""";

    @Test
    void severalMigrationsGiveSumsMeansAndTheMost() throws Exception {
        assertEquals(200, of("totalTimeNs", ONE, OTHER));
        assertEquals(300, of("totalTimeNs.max", ONE, OTHER));
        assertEquals(20, of("downtimeNs", ONE, OTHER));
        assertEquals(30, of("downtimeNs.max", ONE, OTHER));
        assertEquals(12, of("totalBytes", ONE, OTHER));
        assertEquals(1.5, of("rounds", ONE, OTHER));
        assertEquals(40, of("throttlePercent", ONE, OTHER));
        assertEquals(1300, of("makespanNs", ONE, OTHER));
    }

    /** Their downtime is 0 in the report, and would make a policy that gives up look good. */
    @Test
    void migrationsThatWereNotCompletedHaveNoDowntime() throws Exception {
        assertEquals(10, of("downtimeNs", ONE, FAILED));
        assertEquals(16, of("totalBytes", ONE, FAILED));
        assertEquals(Double.NaN, of("downtimeNs", FAILED));
        assertEquals(99, of("sufficientDowntimeLimitNs", ONE, FAILED));
        assertEquals(Double.NaN, of("sufficientDowntimeLimitNs", ONE));
        assertEquals(Double.NaN, of("networkDowntimeNs", ONE));
    }

    @Test
    void everyMetricIsDocumented() throws Exception {
        String page = Files.readString(Path.of("../docs/report.md"));
        for (Metric metric : Metrics.ofMigrations()) {
            String field = metric.name().substring(metric.name().indexOf('.') + 1);
            assertTrue(page.contains("`" + field + "`"), field);
        }
        for (Metric metric : Metrics.ofClusters()) {
            assertTrue(page.contains("`" + metric.name() + "`"), metric::name);
        }
    }

    @Test
    void unitsAreChosenForTheNumber() {
        assertEquals("12.3 ms", MetricUnit.NANOSECONDS.format(12_345_678));
        assertEquals("1.5 s", MetricUnit.NANOSECONDS.format(1_500_000_000));
        assertEquals("-2 us", MetricUnit.NANOSECONDS.format(-2000));
        assertEquals("0 ns", MetricUnit.NANOSECONDS.format(0));
        assertEquals("64 MiB", MetricUnit.BYTES.format(64 << 20));
        assertEquals("1,234", MetricUnit.COUNT.format(1234));
        assertEquals("12.5 %", MetricUnit.SHARE.format(0.125));
        assertEquals("1.00e-05", MetricUnit.COUNT.format(1e-5));
    }

    private static double of(String name, String... migrations) throws Exception {
        JsonNode run =
                new ObjectMapper()
                        .readTree("{\"migrations\":[" + String.join(",", migrations) + "]}");
        RunMetrics metrics = RunMetrics.ofMigrations(true);
        return metrics.of(run)[metrics.indexOf(name)];
    }
}
