package org.pagurus.experiments.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.experiments.statistics.Comparison;

class DerivedFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    @Test
    void tablesAreInOrderWhateverTheJournals() throws Exception {
        runs(run(1, 0, 40, true), run(0, 1, 21, true), run(0, 0, 20, true), run(1, 1, 0, false));
        DerivedFiles.write(folder, experiment());
        List<String> results = Files.readAllLines(folder.resolve("results.csv"));
        assertTrue(
                results.getFirst()
                        .startsWith(
                                "point,repetition,seed,mode,settings.policy,guest,outcome,"
                                        + "totalTimeNs,downtimeNs,expectedDowntimeNs,totalBytes,"
                                        + "savedBytes,rounds,throttlePercent,"),
                results::getFirst);
        assertTrue(results.get(1).startsWith("0,0,7,simulated,\"a,b\",crab,completed,100,20,"));
        assertTrue(results.get(2).startsWith("0,1,7,simulated,\"a,b\",crab,completed,100,21,"));
        assertTrue(results.get(3).startsWith("1,0,7,simulated,xen,crab,completed,100,40,"));
        assertTrue(results.get(4).startsWith("1,1,7,simulated,xen,crab,failed,100,,"));
        assertEquals(
                "point,repetition,guest,round,pages,zeroPages,bytes,durationNs,skippedPages,"
                        + "dirtiedPages,repeatedPages,pendingPages,throttlePercent,savedBytes",
                Files.readAllLines(folder.resolve("rounds.csv")).getFirst());
        assertEquals(
                "0,0,crab,0,5,1,2048,9,0,3,0,0,0,77",
                Files.readAllLines(folder.resolve("rounds.csv")).get(1));
        assertEquals(
                List.of(
                        "point,repetition,guest,round,codec,pages,bytes",
                        "0,0,crab,0,lz4,4,2000",
                        "0,0,crab,0,zero,1,0"),
                Files.readAllLines(folder.resolve("codecs.csv")).subList(0, 3));
    }

    @Test
    void theSameRunsGiveTheSameBytes() throws Exception {
        runs(run(1, 0, 40, true), run(0, 0, 20, true));
        DerivedFiles.write(folder, experiment());
        String first = texts();
        Files.delete(folder.resolve("runs.jsonl"));
        runs(run(0, 0, 20, true), run(1, 0, 40, true));
        DerivedFiles.write(folder, experiment());
        assertEquals(first, texts());
    }

    @Test
    void theSummaryIsReadAsItWasWritten() throws Exception {
        runs(
                run(0, 0, 20, true),
                run(0, 1, 22, true),
                run(1, 0, 40, true),
                run(1, 1, 43, true),
                run(0, 2, 22, true),
                run(1, 2, 0, false));
        Summary written = DerivedFiles.write(folder, experiment());
        Summary read = SummaryReader.read(folder);
        assertEquals(written, read);
        assertEquals(Summary.Kind.MIGRATION, read.kind());
        assertNull(read.machine());
        assertEquals(List.of("a,b", "xen"), read.sweep().getFirst().values());
        Summary.Point point = read.points().get(1);
        assertEquals(3, point.runs());
        assertEquals(2, point.completed());
        assertEquals(41.5, point.metrics().get("downtimeNs").mean());
        assertEquals(2, point.metrics().get("downtimeNs").count());
        assertEquals(3, point.metrics().get("totalTimeNs").count());
        Comparison downtime = read.comparisons().getFirst();
        assertEquals("downtimeNs", downtime.metric());
        assertEquals(20.5, downtime.meanDifference());
        assertEquals(2, downtime.pairs());
        assertEquals(1, downtime.leftOutPairs());
        JsonNode json = JSON.readTree(Files.readString(folder.resolve("summary.json")));
        assertEquals(1, json.path("format").intValue());
        assertEquals("migration", json.path("kind").asText());
        assertEquals(read.comparisons().size(), json.path("comparisonsMade").intValue());
    }

    @Test
    void aPointWithoutRunsIsSaidToHaveNone() throws Exception {
        runs(run(1, 0, 40, true));
        Summary summary = DerivedFiles.write(folder, experiment());
        assertEquals(0, summary.points().getFirst().runs());
        assertTrue(summary.points().getFirst().metrics().isEmpty());
        assertEquals(summary, SummaryReader.read(folder));
    }

    @Test
    void aClusterHasItsOwnTables() throws Exception {
        JsonNode day =
                JSON.readTree(
                        """
                        {"energyJoules":1.5,"migrations":3,"violation":0.001,"samples":[
                         {"sample":0,"hostsOn":4,"demandMips":9,"overloadedHosts":0,"joules":1.5,
                          "planned":0,"completed":0,"running":0,"waiting":0}]}""");
        runs(RunLine.ofCluster(new RunKey(0, 0), 1, day));
        Experiment cluster =
                new Experiment(
                        "c",
                        "",
                        Summary.Kind.CLUSTER,
                        "simulated",
                        new Summary.Software("1", "25", "Linux"),
                        new Summary.Machine("a cpu", 2, 1 << 30),
                        1,
                        0.95,
                        List.of(),
                        false,
                        "energyJoules");
        assertEquals(DerivedFiles.write(folder, cluster), SummaryReader.read(folder));
        List<String> results = Files.readAllLines(folder.resolve("results.csv"));
        assertTrue(
                results.getFirst()
                        .startsWith("point,repetition,seed,mode,energyJoules,meanHostsOn"));
        assertTrue(results.get(1).startsWith("0,0,1,simulated,1.5,,,3,"));
        assertEquals(
                "0,0,0,4,9,0,1.5,0,0,0,0",
                Files.readAllLines(folder.resolve("samples.csv")).getLast());
    }

    @Test
    void refusesASummaryThatIsNotAsExpected() throws Exception {
        refuses("{\"format\":2}", "format: expected 1 but found 2");
        refuses("{}", "format: expected 1 but found no such field");
        refuses("{\"format\":1,\"sweep\":3}", "sweep: expected an array but found 3");
        refuses("hello", "expected JSON but found other text");
        Files.delete(folder.resolve("summary.json"));
        ResultsException e = assertThrows(ResultsException.class, () -> SummaryReader.read(folder));
        assertTrue(e.getMessage().contains("expected a summary that can be read"), e::getMessage);
    }

    private void refuses(String text, String error) throws IOException {
        Path file = Files.writeString(folder.resolve("summary.json"), text);
        ResultsException e = assertThrows(ResultsException.class, () -> SummaryReader.read(folder));
        assertEquals(file + ": " + error, e.getMessage());
    }

    private void runs(RunLine... lines) throws ResultsException {
        try (Journal journal = Journal.open(folder)) {
            journal.append(List.of(lines));
        }
    }

    private String texts() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("results.csv", "rounds.csv", "codecs.csv", "summary.json")) {
            all.append(Files.readString(folder.resolve(name)));
        }
        return all.toString();
    }

    private static Experiment experiment() {
        return new Experiment(
                "policies",
                "which policy",
                Summary.Kind.MIGRATION,
                "simulated",
                new Summary.Software("0.1.0", "25.0.3", "Linux 6"),
                null,
                7,
                0.95,
                List.of(new Summary.SweptField("settings.policy", List.of("a,b", "xen"))),
                false,
                "totalTimeNs");
    }

    private static RunLine run(int point, int repetition, long downtimeNs, boolean completed)
            throws Exception {
        JsonNode migrations =
                JSON.readTree(
                        """
                        [{"guest":"crab","from":"a","to":"b","startNs":0,"outcome":"%s",
                          "totalTimeNs":100,"downtimeNs":%d,"totalBytes":2100,"rounds":[
                          {"round":0,"pages":5,"zeroPages":1,"bytes":2048,"durationNs":9,
                           "skippedPages":0,"dirtiedPages":3,"repeatedPages":0,"pendingPages":0,
                           "throttlePercent":0,"savedBytes":77,
                           "codecs":{"lz4":{"pages":4,"bytes":2000},"zero":{"pages":1,"bytes":0}}}]}]
                        """
                                .formatted(completed ? "completed" : "failed", downtimeNs));
        return RunLine.ofMigrations(new RunKey(point, repetition), 7, migrations);
    }
}
