package org.pagurus.experiments.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.pagurus.simulator.cluster.day.DayReport;
import org.pagurus.simulator.cluster.day.SampleLine;

/** A cluster that was run, as one JSON object, for scripts. Names carry their units. */
public final class DayJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DayJson() {}

    /** The object, with a line end behind it. */
    public static String of(DayReport report, List<SampleLine> samples, long seed) {
        return ReportJson.write(tree(report, samples, seed));
    }

    /** The object, for a larger one. */
    public static ObjectNode tree(DayReport report, List<SampleLine> samples, long seed) {
        ObjectNode root = JSON.createObjectNode();
        root.put("strategy", report.strategy());
        root.put("energyJoules", report.joules());
        root.put("meanHostsOn", report.meanHostsOn());
        root.put("hostsSwitchedOff", report.switchedOff());
        root.put("migrations", report.migrations());
        root.put("totalBytes", report.bytes());
        root.put("downtimeNs", report.downtimeNs());
        root.put("overloadTimeShare", report.overloadTimeFraction());
        root.put("overloadTimePerHostShare", report.timePerActiveHost());
        root.put("demandLostShare", report.migrationDegradation());
        root.put("violation", report.violation());
        root.put("energyTimesViolationKwh", report.energyTimesViolation());
        root.put("seed", seed);
        ArrayNode array = root.putArray("samples");
        samples.forEach(sample -> array.add(JSON.valueToTree(sample)));
        return root;
    }
}
