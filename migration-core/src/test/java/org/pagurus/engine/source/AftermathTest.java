package org.pagurus.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pagurus.journal.JournalRecord.Step;

class AftermathTest {
    @ParameterizedTest(name = "{0}, left {1}, may be prepared {2}: {3}")
    @CsvSource({
        "LEAVING,   false, false, KEPT",
        "LEAVING,   false, true,  STAYS",
        "KEPT,      false, false, STAYS",
        "RELEASED,  false, false, IN_DOUBT",
        "RELEASED,  false, true,  IN_DOUBT",
        "RELEASED,  true,  true,  LEFT",
        "RECLAIMED, false, true,  STAYS",
        "FORCED,    false, true,  STAYS",
        "DONE,      false, true,  LEFT",
        "DONE,      true,  true,  LEFT"
    })
    void theJournalSaysWhatBecomesOfTheGuest(
            Step last, boolean guestLeft, boolean mayBePrepared, Aftermath expected) {
        assertEquals(expected, Aftermath.of(last, guestLeft, mayBePrepared));
    }
}
