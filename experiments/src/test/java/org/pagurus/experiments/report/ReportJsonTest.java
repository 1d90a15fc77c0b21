package org.pagurus.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.report.DowntimeParts;

class ReportJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void namesEveryFigureOfACompletedMigration() throws Exception {
        JsonNode root =
                JSON.readTree(ReportJson.of(Reports.COMPLETED, "kernel", Reports.CLIENT, 42L));
        assertEquals("completed", root.get("outcome").asText());
        assertTrue(root.get("memoryIdentical").booleanValue());
        assertEquals(2_325_000_000L, root.get("totalTimeNs").longValue());
        assertEquals(31_752_031, root.get("downtimeNs").longValue());
        assertEquals(47_462_059, root.get("networkDowntimeNs").longValue());
        assertEquals(21_130_159, root.get("expectedDowntimeNs").longValue());
        assertEquals(300_000_000, root.get("downtimeLimitNs").longValue());
        assertEquals(872_526_025, root.get("totalBytes").longValue());
        assertEquals(1L << 30, root.get("memoryBytes").longValue());
        assertEquals(1_569, root.get("acknowledgedWrites").longValue());
        assertEquals(0, root.get("lostAcknowledgedWrites").longValue());
        assertEquals("kernel", root.get("dirtyLog").asText());
        assertEquals(42, root.get("seed").longValue());
    }

    @Test
    void whatAPingSawIsThereWhereThereWasOne() throws Exception {
        JsonNode with =
                JSON.readTree(
                        ReportJson.of(Reports.COMPLETED, "kernel", Reports.PINGED_CLIENT, 42L));
        assertEquals(
                JSON.readTree(
                        """
                        {"sent": 1203, "answered": 1202, "duplicates": 0, "longestGapNs": 61250000,
                         "wrongHostFrames": 0, "missedFrames": 0}
                        """),
                with.get("ping"));
        JsonNode without =
                JSON.readTree(ReportJson.of(Reports.COMPLETED, "kernel", Reports.CLIENT, 42L));
        assertFalse(without.has("ping"));
    }

    @Test
    void theDowntimesPartsAddUpToIt() throws Exception {
        JsonNode parts =
                JSON.readTree(ReportJson.of(Reports.COMPLETED, "kernel", null, null))
                        .get("downtimeParts");
        assertEquals(DowntimeParts.class.getRecordComponents().length, parts.size());
        long sumNs = 0;
        for (JsonNode part : parts) {
            sumNs += part.longValue();
        }
        assertEquals(Reports.COMPLETED.downtimeNs(), sumNs);
    }

    @Test
    void listsEveryRound() throws Exception {
        JsonNode rounds =
                JSON.readTree(ReportJson.of(Reports.COMPLETED, "kernel", null, null)).get("rounds");
        assertEquals(3, rounds.size());
        assertEquals(
                JSON.readTree(
                                """
                        {"round": 1, "pages": 3810, "zeroPages": 231, "bytes": 14680064,
                         "durationNs": 65000000, "skippedPages": 313, "dirtiedPages": 696,
                         "repeatedPages": 626, "pendingPages": 696, "throttlePercent": 20,
                         "savedBytes": 946176,
                         "codecs": {"raw": {"pages": 3579, "bytes": 14659584},
                                    "zero": {"pages": 231, "bytes": 0}}}
                        """)
                        .toString(),
                rounds.get(1).toString());
    }

    @Test
    void addsUpWhatWentByWhichCodec() throws Exception {
        JsonNode root = JSON.readTree(ReportJson.of(Reports.COMPLETED, "kernel", null, null));
        assertEquals(218574268, root.get("savedBytes").longValue());
        assertEquals(
                JSON.readTree(
                                """
                        {"raw": {"pages": 211859, "bytes": 867774464},
                         "zero": {"pages": 52594, "bytes": 0},
                         "lz4": {"pages": 1003, "bytes": 1003000},
                         "xbzrle": {"pages": 11, "bytes": 1100}}
                        """)
                        .toString(),
                root.get("codecs").toString());
    }

    @Test
    void leavesOutWhatIsNotKnown() throws Exception {
        JsonNode root = JSON.readTree(ReportJson.of(Reports.FAILED, "software", null, null));
        assertEquals("failed", root.get("outcome").asText());
        assertTrue(root.get("memoryIdentical").isNull());
        assertEquals(570_000_000, root.get("sufficientDowntimeLimitNs").longValue());
        List<String> names = new ArrayList<>();
        root.fieldNames().forEachRemaining(names::add);
        assertFalse(names.contains("networkDowntimeNs"), names::toString);
        assertFalse(names.contains("seed"), names::toString);
    }
}
