package org.pagurus.experiments.scenario.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.pagurus.experiments.scenario.schema.SchemaCheck;

/** What the reader refuses, an editor marks, unless it is wrong only beside something else. */
class SchemaAgreesTest {
    /** Files, sizes of other fields, names of other fields, units, sums: no schema knows these. */
    private static final List<String> ONLY_THE_READER =
            List.of(
                    "guest: {memory: 4097}",
                    "guest: {memory: 2MiB, working-set: 2MiB}",
                    "guest: {dirty-rate: 17GiB/s}",
                    "guest: {workload: 'hotcold:10/90'}",
                    "guest: {contents: zero=99}",
                    "guest: {trace: {directory: nowhere}}",
                    "guest: {memory: 1GiB, trace: {directory: nowhere}}",
                    "offset: 1h",
                    "link: {rate: 0}",
                    "link: {rate: 1MB, latency: 2h}",
                    "link: {rate: 1MB, loss: 100%}",
                    "link: {rate: 1MB, rate: 2MB}",
                    "migration: {downtime-limit: 0s}",
                    "migration: {max-downtime-limit: 10ms}",
                    "migration: {delta-cache: 2GiB}",
                    "migration: {rate-limiter: xen}",
                    "migration: {rate-limiter: 'xen:9MB,2MB,1MB,1MB'}",
                    "migration: {reconnect-limit: 1h}",
                    "migration: {time-limit: 1000h}",
                    "migration: {guest: lobster}",
                    "migration: {to: mars}",
                    "migration: {to: source}",
                    "changes: [{at: 1s}]",
                    "changes: [{at: 1s, link: other, state: cut}]",
                    "changes: [{at: 1s, rate: 0}]",
                    "costs: none.json");

    @Test
    void marksWhatTheReaderRefuses() throws Exception {
        SchemaCheck schema = new SchemaCheck();
        List<String> missed = new ArrayList<>();
        int marked = 0;
        for (Arguments wrong : WrongScenarioTest.wrongMigrations().toList()) {
            String line = (String) wrong.get()[0];
            String yaml = WrongScenarioTest.scenarioWith(line);
            boolean isTwice = line.contains("rate: 1MB, rate:");
            if (isTwice || schema.errors(yaml).isEmpty()) {
                missed.add(line);
            } else {
                marked++;
            }
        }
        missed.removeIf(line -> ONLY_THE_READER.stream().anyMatch(line::contains));
        assertEquals(List.of(), missed);
        assertTrue(marked >= 30, "marked " + marked);
    }
}
