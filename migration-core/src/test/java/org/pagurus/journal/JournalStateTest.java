package org.pagurus.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.journal.JournalState.Kept;
import org.pagurus.journal.JournalState.Meaning;
import org.pagurus.testing.Seeds;

/** What records add up to. */
class JournalStateTest {
    private final JournalState state = new JournalState();

    private void write(Step step, long migration) {
        state.apply(Records.of(step, migration), Meaning.APPENDED);
    }

    private String place() {
        List<JournalRecord> guests = state.guests();
        return guests.isEmpty() ? "none" : guests.getFirst().step().toString();
    }

    @Test
    void followsAGuestThroughAMigrationThatCompletes() {
        write(Step.STARTED, 0);
        assertEquals("STARTED", place());
        write(Step.LEAVING, 1);
        assertEquals("STARTED", place());
        write(Step.RELEASED, 1);
        assertEquals("RELEASED", place());
        write(Step.DONE, 1);
        assertEquals("none", place());
    }

    @Test
    void followsAGuestThatComesAndGoes() {
        write(Step.OWNED, 1);
        write(Step.CONFIRMED, 1);
        assertEquals("OWNED", place());
        write(Step.RELEASED, 2);
        write(Step.RECLAIMED, 2);
        assertEquals("RECLAIMED", place());
        write(Step.STOPPED, 0);
        assertEquals("none", place());
    }

    @Test
    void whatIsSaidOfAnEarlierMigrationMovesNoGuest() {
        write(Step.OWNED, 1);
        write(Step.REFUSED, 2);
        write(Step.DONE, 3);
        write(Step.CONFIRMED, 1);
        assertEquals("OWNED", place());
        write(Step.REFUSED, 1);
        assertEquals("none", place());
    }

    @Test
    void aGuestThatWasStoppedDoesNotComeBack() {
        write(Step.RELEASED, 1);
        write(Step.FORCED, 1);
        assertEquals("FORCED", place());
        write(Step.STOPPED, 0);
        write(Step.RECLAIMED, 1);
        assertEquals("none", place());
    }

    @Test
    void aRefusalOfAnUnknownMigrationNamesNoGuest() {
        state.apply(Records.of(Step.REFUSED, 1, null), Meaning.APPENDED);
        assertEquals("none", place());
        assertEquals(1, state.migrations().size());
    }

    /** Whatever came before: the records that are kept add up to the same. */
    @Test
    void whatIsKeptAddsUpToTheSame() {
        Seeds.forEach(
                500,
                seed -> {
                    Random random = new Random(seed);
                    JournalState before = new JournalState();
                    for (int i = random.nextInt(60); i > 0; i--) {
                        before.apply(Records.random(random), Meaning.APPENDED);
                    }
                    JournalState after = new JournalState();
                    for (Kept kept : before.kept()) {
                        after.apply(kept.record(), kept.meaning());
                    }
                    assertEquals(before.migrations(), after.migrations());
                    assertEquals(before.guests(), after.guests());
                    assertEquals(before.kept(), after.kept());
                });
    }

    @Test
    void forgetsTheOldestOfThoseThatAreOverAndNoneThatIsOpen() {
        write(Step.OWNED, -1);
        int over = JournalState.CLOSED_MIGRATIONS + 100;
        for (int i = 0; i < over; i++) {
            write(Step.REFUSED, i);
        }
        assertEquals(JournalState.CLOSED_MIGRATIONS + 1, state.migrations().size());
        assertEquals(Step.OWNED, state.migrations().getFirst().step());
        assertTrue(state.last(Records.of(Step.REFUSED, 99).token()).isEmpty());
        assertTrue(state.last(Records.of(Step.REFUSED, 100).token()).isPresent());
    }

    @Test
    void takesNoMoreOpenMigrationsThanItsLimit() throws Exception {
        for (int i = 0; i < JournalState.OPEN_MIGRATIONS; i++) {
            state.check(Records.of(Step.LEAVING, i));
            write(Step.LEAVING, i);
        }
        state.check(Records.of(Step.RELEASED, 7));
        state.check(Records.of(Step.REFUSED, 9_999));
        String message =
                assertThrows(IOException.class, () -> state.check(Records.of(Step.OWNED, 9_999)))
                        .getMessage();
        assertTrue(message.startsWith("journal: expected up to 4096 migrations"), message);
    }

    @Test
    void takesNoMoreGuestsThanItsLimit() throws Exception {
        for (int i = 0; i < JournalState.GUESTS; i++) {
            JournalRecord started =
                    Records.of(Step.STARTED, 0, Records.guest("g" + i, ByteString.EMPTY));
            state.check(started);
            state.apply(started, Meaning.APPENDED);
        }
        state.check(Records.of(Step.STARTED, 0, Records.guest("g7", ByteString.EMPTY)));
        assertThrows(IOException.class, () -> state.check(Records.of(Step.STARTED, 0)));
    }
}
