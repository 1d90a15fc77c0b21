package org.pagurus.experiments.fidelity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class FidelityReportTest {
    private static final List<FidelityResult> RESULTS =
            List.of(
                    new FidelityResult(
                            "a & b",
                            List.of(new Figures(1e9, 1e6, 10e6), new Figures(3e9, 3e6, 30e6)),
                            new Figures(2.2e9, 2e6, 10e6),
                            new Figures(2.2e9, 2.1e6, 8e6)),
                    new FidelityResult(
                            "c",
                            List.of(new Figures(1e9, 1e6, 1e6)),
                            new Figures(1e9, 1.1e6, 1e6),
                            new Figures(1e9, 1.1e6, 1e6)));

    @Test
    void holdsTheSimulationAgainstTheLiveMean() {
        assertEquals(2e9, RESULTS.getFirst().mean(Figure.TOTAL_TIME));
        assertEquals(Math.sqrt(2) * 1e9, RESULTS.getFirst().deviation(Figure.TOTAL_TIME), 1);
        assertEquals(0.1, RESULTS.getFirst().error(Figure.TOTAL_TIME), 1e-9);
        assertEquals(-0.5, RESULTS.getFirst().error(Figure.DOWNTIME), 1e-9);
        assertEquals(0.25, FidelityResult.meanError(RESULTS, Figure.DOWNTIME), 1e-9);
        assertEquals(0, RESULTS.getLast().deviation(Figure.BYTES));
    }

    @Test
    void tellsErrorsAndTheirMean() {
        String text = FidelityText.of(RESULTS);
        assertTrue(text.contains("-50.0 %  |"), text);
        assertTrue(text.contains("mean absolute error of downtime: 25.0 %"), text);
        assertTrue(text.contains("-20.0 % |"), text);
        assertTrue(text.contains("fluid and simulated downtime: 10.0 %"), text);
    }

    @Test
    void withoutLiveRunsFluidIsHeldAgainstSimulated() throws Exception {
        List<FidelityResult> results =
                RESULTS.stream()
                        .map(
                                each ->
                                        new FidelityResult(
                                                each.name(),
                                                List.of(),
                                                each.simulated(),
                                                each.fluid()))
                        .toList();
        String text = FidelityText.of(results);
        assertFalse(text.contains("live"), text);
        assertFalse(text.contains("error"), text);
        assertTrue(text.contains("fluid and simulated bytes: 2.5 %"), text);
        JsonNode json = new ObjectMapper().readTree(FidelityJson.of("here", results));
        assertEquals(0.1, json.path("meanAbsoluteDifference of fluid downtime").asDouble(), 1e-9);
        assertTrue(json.path("meanAbsoluteError of downtime").isMissingNode());
        assertTrue(new FidelityChart(results).svg().contains("beside the simulation"));
    }

    @Test
    void writesJsonAndAPicture() throws Exception {
        JsonNode json = new ObjectMapper().readTree(FidelityJson.of("here", RESULTS));
        assertEquals(
                2_200_000_000.0,
                json.path("configurations")
                        .path(0)
                        .path("simulated")
                        .path("totalTimeNs")
                        .asDouble());
        String svg = new FidelityChart(RESULTS).svg();
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)));
        int circles = document.getElementsByTagName("circle").getLength();
        // Seven figures of each kind in three columns, and three in the legend.
        assertEquals(3 * 7 + 3, circles);
    }
}
