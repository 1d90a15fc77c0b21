package org.pagurus.experiments.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | completed | true  | 0",
                "true  | completed | false | 0",
                "true  | completed | true  | 1",
                "false | cancelled | null  | 0",
                "true  | cancelled | null  | 1",
            })
    void aRunHasLostSomethingWhenMemoriesDifferOrItsClientMissesAWrite(
            boolean lost, String outcome, String identical, int anomalies) {
        RunLine line =
                RunLine.parse(
                        """
                        {"point":0,"repetition":0,"seed":1,"migrations":[{"outcome":"%s",\
                        "memoryIdentical":%s,"clientAnomalies":%d}]}"""
                                .formatted(outcome, identical, anomalies));
        assertEquals(lost, line.isLost());
    }
}
