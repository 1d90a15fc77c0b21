package org.pagurus.experiments.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.pagurus.experiments.results.RunLine;

/** Reads what is drawn over time from a run in the journal. */
final class RunLines {
    private RunLines() {}

    /**
     * One migration of a run.
     *
     * @param label of the run
     */
    static MigrationLine migration(RunLine run, JsonNode migration, String label) {
        List<MigrationLine.Round> rounds = new ArrayList<>();
        for (JsonNode round : migration.path("rounds")) {
            rounds.add(
                    new MigrationLine.Round(
                            round.path("durationNs").asLong(),
                            round.path("bytes").asLong(),
                            round.path("pages").asLong(),
                            round.path("skippedPages").asLong(),
                            round.path("dirtiedPages").asLong(),
                            round.path("pendingPages").asLong(),
                            round.path("throttlePercent").asInt()));
        }
        String guest = migration.path("guest").asText();
        return new MigrationLine(
                run.key().point(),
                run.key().repetition(),
                run.seed(),
                guest,
                run.migrations().size() > 1 ? label + ", " + guest : label,
                migration.path("outcome").asText(),
                migration.path("reason").asText(),
                migration.path("totalTimeNs").asLong(),
                migration.path("downtimeNs").asLong(),
                migration.path("expectedDowntimeNs").asLong(),
                migration.path("downtimeLimitNs").asLong(),
                DowntimePart.read(migration.path("downtimeParts")),
                rounds);
    }

    /** The run of a cluster. */
    static DayLine day(RunLine run, String label) {
        List<DayLine.Sample> samples = new ArrayList<>();
        for (JsonNode sample : run.cluster().path("samples")) {
            samples.add(
                    new DayLine.Sample(
                            sample.path("hostsOn").asInt(),
                            sample.path("demandMips").asLong(),
                            sample.path("overloadedHosts").asInt(),
                            Digits.rounded(sample.path("joules").asDouble()),
                            sample.path("completed").asInt(),
                            sample.path("running").asInt(),
                            sample.path("waiting").asInt()));
        }
        return new DayLine(
                run.key().point(),
                run.key().repetition(),
                run.seed(),
                label,
                run.cluster().path("strategy").asText(),
                samples);
    }
}
