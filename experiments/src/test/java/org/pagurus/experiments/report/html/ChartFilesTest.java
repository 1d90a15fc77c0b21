package org.pagurus.experiments.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.experiments.results.ResultsException;

class ChartFilesTest {
    private static final List<String> RATES = List.of("50MB/s", "125MB/s");
    private static final List<String> POLICIES = List.of("predictive", "qemu");

    @TempDir private Path folder;

    @Test
    void writesAllChartsOfMigrations() throws Exception {
        List<Path> files = ChartFiles.write(migrations(), List.of(), to(), ChartFiles.Format.SVG);
        List<String> names = files.stream().map(file -> file.getFileName().toString()).toList();
        for (String name :
                List.of(
                        "totalTimeNs-over-link.rate.svg",
                        "downtimeNs-over-settings.policy.svg",
                        "totalBytes-by-settings.policy.svg",
                        "timeline-0-0-crab.svg",
                        "downtime.svg",
                        "codecs.svg")) {
            assertTrue(names.contains(name), names::toString);
        }
        for (Path file : files) {
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        }
    }

    @Test
    void writesPngOfOneMetric() throws Exception {
        List<Path> files =
                ChartFiles.write(migrations(), List.of("rounds"), to(), ChartFiles.Format.PNG);
        Path file = to().resolve("rounds-over-link.rate.png");
        assertTrue(files.contains(file), files::toString);
        assertFalse(Files.exists(to().resolve("totalTimeNs-over-link.rate.png")));
        assertTrue(ImageIO.read(file.toFile()).getWidth() > 1000);
    }

    @Test
    void drawsClusters() throws Exception {
        Path results =
                new ResultFolders(folder.resolve("cluster"), "cluster", "simulated", 2, 1)
                        .clusters(List.of("mad:2.5", "thr:0.8"));
        List<Path> files = ChartFiles.write(results, List.of(), to(), ChartFiles.Format.SVG);
        assertTrue(files.contains(to().resolve("cluster-1-0.svg")), files::toString);
    }

    @Test
    void refusesAMetricThatThereIsNot() throws Exception {
        Path results = migrations();
        ResultsException e =
                assertThrows(
                        ResultsException.class,
                        () ->
                                ChartFiles.write(
                                        results, List.of("speed"), to(), ChartFiles.Format.SVG));
        String message = String.valueOf(e.getMessage());
        assertTrue(
                message.startsWith("metric: expected one of totalTimeNs, downtimeNs, "), message);
        assertTrue(message.endsWith(" but found speed"), message);
        assertEquals(1, message.lines().count());
        assertFalse(Files.exists(to()));
    }

    private Path migrations() throws Exception {
        return new ResultFolders(folder.resolve("results"), "made up", "simulated", 3, 7)
                .migrations(RATES, POLICIES);
    }

    private Path to() {
        return folder.resolve("charts");
    }
}
