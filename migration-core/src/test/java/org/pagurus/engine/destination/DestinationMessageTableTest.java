package org.pagurus.engine.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pagurus.engine.destination.DestinationScript.Stand;
import org.pagurus.protocol.wire.Cancel;
import org.pagurus.protocol.wire.Cancelled;
import org.pagurus.protocol.wire.ClockProbe;
import org.pagurus.protocol.wire.ClockReply;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.protocol.wire.Done;
import org.pagurus.protocol.wire.Failed;
import org.pagurus.protocol.wire.Ownership;
import org.pagurus.protocol.wire.Prepared;
import org.pagurus.protocol.wire.Query;
import org.pagurus.protocol.wire.Release;
import org.pagurus.protocol.wire.Reserved;
import org.pagurus.protocol.wire.Resumed;
import org.pagurus.protocol.wire.RoundReceived;
import org.pagurus.protocol.wire.Running;
import org.pagurus.protocol.wire.Standing;

/**
 * What each control message does to the destination in each state.
 *
 * <pre>
 *   .  harmless: nothing changes and nothing is done
 *   >  the step it stands for: another state, or an answer
 *   F  the migration fails: the guest is discarded, and FAILED names message and state
 *   f  there is no guest: FAILED says so, naming message and state
 *   C  the guest is forgotten, if there is one, and CANCELLED says so
 *   p  STANDING says prepared
 *   o  STANDING says owned
 *   r  STANDING says refused
 *   j  the refusal is written to the journal first
 *   R  RUNNING is said again
 * </pre>
 */
class DestinationMessageTableTest {
    private static final String TABLE =
            """
            -          SETUP CLOCK_PROBE ROUND_END SAVED_DEVICES LAST_ROUND_END RELEASE DONE CANCEL QUERY RESUME destination's
            IDLE       >     >           F         F             F              j       F    C      j     F      F
            RESERVING  F     >           F         F             F              F       F    C      F     F      F
            RECEIVING  F     >           F         >             .              F       F    C      F     >      F
            COMPLETING F     >           F         >             .              F       F    C      F     F      F
            VERIFYING  F     >           F         F             F              F       F    C      F     F      F
            PREPARED   .     >           .         .             .              >       .    C      p     .      .
            OWNING     .     >           .         .             .              .       .    .      o     .      .
            RESUMING   .     >           .         .             .              .       .    .      o     .      .
            OWNED      .     >           .         .             .              R       >    .      R     .      .
            UNKNOWN    f     >           .         .             .              j       .    C      j     f      .
            REFUSING   f     >           .         .             .              .       .    C      .     f      .
            REFUSED    f     >           .         .             .              r       .    C      r     f      .
            AWAY       F     >           F         F             F              F       F    C      F     >      F
            REJOINING  F     >           F         F             F              F       F    C      F     >      F
            """;

    record Cell(Stand stand, String message, char expected) {
        @Override
        public String toString() {
            return stand + " hears " + message;
        }
    }

    static Stream<Cell> cells() {
        List<String> lines = TABLE.lines().toList();
        String[] messages = lines.getFirst().split(" +");
        List<Cell> cells = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(" +");
            assertEquals(messages.length, row.length, line);
            for (int i = 1; i < row.length; i++) {
                cells.add(new Cell(Stand.valueOf(row[0]), messages[i], row[i].charAt(0)));
            }
        }
        return cells.stream();
    }

    @Test
    void tableNamesEveryStateAndEveryMessage() {
        Set<Stand> stands = new HashSet<>(Arrays.asList(Stand.values()));
        cells().map(Cell::stand).forEach(stands::remove);
        assertTrue(stands.isEmpty(), stands::toString);
        Set<BodyCase> bodies = new HashSet<>(Arrays.asList(BodyCase.values()));
        bodies.remove(BodyCase.BODY_NOT_SET);
        try (DestinationScript script = new DestinationScript()) {
            cells().flatMap(cell -> messages(cell.message(), script).stream())
                    .forEach(message -> bodies.remove(message.getBodyCase()));
        }
        assertTrue(bodies.isEmpty(), bodies::toString);
        assertEquals(Stand.values().length, DestinationState.class.getPermittedSubclasses().length);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void answersEveryMessageInEveryState(Cell cell) {
        int variants;
        try (DestinationScript script = new DestinationScript()) {
            variants = messages(cell.message(), script).size();
        }
        for (int i = 0; i < variants; i++) {
            try (DestinationScript script = DestinationScript.at(cell.stand())) {
                DestinationState before = script.destination.state();
                script.hear(messages(cell.message(), script).get(i));
                check(cell, script, before);
            }
        }
    }

    private static void check(Cell cell, DestinationScript script, DestinationState before) {
        DestinationState after = script.destination.state();
        if (".pofrR".indexOf(cell.expected()) >= 0) {
            assertEquals(before, after);
        }
        switch (cell.expected()) {
            case '.' -> assertEquals(List.of(), script.actions);
            case '>' ->
                    assertTrue(
                            !before.equals(after) || !script.actions.isEmpty(), "nothing happened");
            case 'F', 'f' -> {
                boolean had = cell.expected() == 'F';
                assertEquals(had, script.did(DestinationAction.Discard.class));
                assertEquals(had, script.did(DestinationAction.Finish.class));
                String name = cell.message().equals("destination's") ? "" : cell.message();
                String failure = script.failure();
                assertTrue(failure.startsWith("control.body: " + name), failure);
                assertTrue(failure.endsWith(" may not come in state " + before.label()), failure);
                if (had) {
                    assertEquals("Unknown", script.state());
                }
            }
            case 'C' -> {
                assertTrue(script.sent(BodyCase.CANCELLED));
                boolean had = before.mayForget() || cell.stand() == Stand.PREPARED;
                assertEquals(had, script.did(DestinationAction.Discard.class));
                assertEquals(had ? "Unknown" : before.label(), script.state());
            }
            case 'p' -> assertTrue(script.stood(Ownership.OWNERSHIP_PREPARED));
            case 'o' -> assertTrue(script.stood(Ownership.OWNERSHIP_OWNED));
            case 'r' -> assertTrue(script.stood(Ownership.OWNERSHIP_REFUSED));
            case 'R' -> assertTrue(script.sent(BodyCase.RUNNING));
            case 'j' -> {
                assertEquals("Refusing", script.state());
                assertTrue(script.did(DestinationAction.Append.class));
                assertFalse(script.sent(BodyCase.STANDING));
                script.hear(new DestinationEvent.Appended());
                assertTrue(script.stood(Ownership.OWNERSHIP_REFUSED));
            }
            default -> throw new AssertionError(cell);
        }
    }

    private static List<ControlMessage.Builder> messages(String name, DestinationScript script) {
        ControlMessage.Builder message = DestinationScript.message();
        return switch (name) {
            case "SETUP" ->
                    List.of(
                            message.setSetup(
                                    org.pagurus.protocol.ControlMessages.setup(
                                            script.original.description(), 1, false, 0, 0)));
            case "CLOCK_PROBE" -> List.of(message.setClockProbe(ClockProbe.getDefaultInstance()));
            case "ROUND_END" -> List.of(script.roundEnd(1));
            case "SAVED_DEVICES" -> List.of(script.savedDevices());
            case "LAST_ROUND_END" -> List.of(script.lastRoundEnd());
            case "RELEASE" -> List.of(message.setRelease(Release.getDefaultInstance()));
            case "DONE" -> List.of(message.setDone(Done.getDefaultInstance()));
            case "CANCEL" -> List.of(message.setCancel(Cancel.getDefaultInstance()));
            case "QUERY" -> List.of(message.setQuery(Query.getDefaultInstance()));
            case "RESUME" -> List.of(DestinationScript.resume(2, 0));
            case "destination's" ->
                    List.of(
                            DestinationScript.message().setResumed(Resumed.getDefaultInstance()),
                            DestinationScript.message().setReserved(Reserved.getDefaultInstance()),
                            DestinationScript.message()
                                    .setClockReply(ClockReply.getDefaultInstance()),
                            DestinationScript.message()
                                    .setRoundReceived(RoundReceived.getDefaultInstance()),
                            DestinationScript.message().setPrepared(Prepared.getDefaultInstance()),
                            DestinationScript.message().setRunning(Running.getDefaultInstance()),
                            DestinationScript.message()
                                    .setCancelled(Cancelled.getDefaultInstance()),
                            DestinationScript.message().setStanding(Standing.getDefaultInstance()),
                            DestinationScript.message().setFailed(Failed.getDefaultInstance()));
            default -> throw new AssertionError(name);
        };
    }
}
