package org.pagurus.experiments.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.pagurus.report.MigrationReport;

/** What a migration took. */
public record Figures(double totalTimeNs, double bytes, double downtimeNs) {
    static Figures of(JsonNode report) {
        return new Figures(
                report.path("totalTimeNs").asDouble(),
                report.path("totalBytes").asDouble(),
                report.path("downtimeNs").asDouble());
    }

    /** Of one and more. */
    static Figures mean(List<Figures> all) {
        return new Figures(
                all.stream().mapToDouble(Figures::totalTimeNs).average().orElseThrow(),
                all.stream().mapToDouble(Figures::bytes).average().orElseThrow(),
                all.stream().mapToDouble(Figures::downtimeNs).average().orElseThrow());
    }

    static Figures of(MigrationReport report) {
        return new Figures(report.totalTimeNs(), report.totalBytes(), report.downtimeNs());
    }

    public double get(Figure figure) {
        return switch (figure) {
            case TOTAL_TIME -> totalTimeNs;
            case BYTES -> bytes;
            case DOWNTIME -> downtimeNs;
        };
    }
}
