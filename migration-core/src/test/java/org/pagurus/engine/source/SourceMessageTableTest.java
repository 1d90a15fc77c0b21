package org.pagurus.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.pagurus.engine.source.SourceScript.Stand;
import org.pagurus.protocol.wire.Cancel;
import org.pagurus.protocol.wire.Cancelled;
import org.pagurus.protocol.wire.ClockProbe;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.protocol.wire.Done;
import org.pagurus.protocol.wire.Failed;
import org.pagurus.protocol.wire.LastRoundEnd;
import org.pagurus.protocol.wire.Ownership;
import org.pagurus.protocol.wire.Prepared;
import org.pagurus.protocol.wire.Query;
import org.pagurus.protocol.wire.Release;
import org.pagurus.protocol.wire.Reserved;
import org.pagurus.protocol.wire.Resume;
import org.pagurus.protocol.wire.RoundEnd;
import org.pagurus.protocol.wire.RoundReceived;
import org.pagurus.protocol.wire.Running;
import org.pagurus.protocol.wire.SavedDevices;
import org.pagurus.protocol.wire.Setup;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;

/**
 * What each control message does to the source in each state.
 *
 * <pre>
 *   .  harmless: nothing changes and nothing is done
 *   >  the step it stands for: another state, or an answer
 *   F  the migration fails; the reason names message and state, and the guest runs on here
 *   X  the migration fails because the destination says so
 *   R  released already: the connection is dropped and the destination asked on a fresh one
 * </pre>
 */
class SourceMessageTableTest {
    private static final String TABLE =
            """
            -                 RESERVED CLOCK_REPLY ROUND_RECEIVED PREPARED RUNNING STANDING.PREPARED STANDING.OWNED STANDING.REFUSED STANDING.0 CANCELLED FAILED RESUMED source's
            IDLE              F        .           F              F        F       F                 F              F                F          F         X      F       F
            RESERVING         >        .           F              F        F       F                 F              F                F          F         X      F       F
            OPENING_STREAMS   F        .           F              F        F       F                 F              F                F          F         X      F       F
            COMPARING_CLOCKS  F        >           F              F        F       F                 F              F                F          F         X      F       F
            SENDING           F        .           F              F        F       F                 F              F                F          F         X      F       F
            HARVESTING        F        .           F              F        F       F                 F              F                F          F         X      F       F
            PAUSING           F        .           F              F        F       F                 F              F                F          F         X      F       F
            LAST_HARVEST      F        .           F              F        F       F                 F              F                F          F         X      F       F
            STOP_AND_COPY     F        .           F              F        F       F                 F              F                F          F         X      F       F
            AWAITING_PREPARED F        .           F              >        F       F                 F              F                F          F         X      F       F
            RELEASING         .        .           .              .        .       .                 .              .                .          .         .      .       .
            RELEASED          R        .           R              R        >       >                 .              >                R          R         R      R       R
            IN_DOUBT          R        .           R              R        >       >                 .              >                R          R         R      R       R
            RECLAIMING        .        .           .              .        .       .                 .              .                .          .         .      .       .
            CONCLUDING        .        .           .              .        .       .                 .              .                .          .         .      .       .
            AUDITING          .        .           .              .        .       .                 .              .                .          .         .      .       .
            RESUMING          .        .           .              .        .       .                 .              .                .          .         .      .       .
            SETTLING          .        .           .              .        .       .                 .              .                .          >         >      .       .
            ENDED             .        .           .              .        .       .                 .              .                .          .         .      .       .
            AWAY              .        .           .              .        .       .                 .              .                .          .         .      .       .
            REJOINING         F        .           .              F        F       F                 F              F                F          F         X      >       F
            REOPENING         F        .           F              F        F       F                 F              F                F          F         X      F       F
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
        cells().flatMap(cell -> messages(cell.message(), 0).stream())
                .forEach(message -> bodies.remove(message.getBodyCase()));
        assertTrue(bodies.isEmpty(), bodies::toString);
        assertEquals(Stand.values().length, states(SourceState.class));
    }

    private static long states(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .mapToLong(state -> state.isSealed() ? states(state) : 1)
                .sum();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void answersEveryMessageInEveryState(Cell cell) {
        for (int i = 0; i < messages(cell.message(), 0).size(); i++) {
            try (SourceScript script = SourceScript.at(cell.stand())) {
                if (cell.stand() == Stand.IN_DOUBT) {
                    script.hear(new SourceEvent.Connected());
                    script.actions.clear();
                }
                SourceState before = script.source.state();
                script.hear(messages(cell.message(), script.nowNs).get(i));
                check(cell, script, before);
            }
        }
    }

    private static void check(Cell cell, SourceScript script, SourceState before) {
        SourceState after = script.source.state();
        switch (cell.expected()) {
            case '.' -> {
                assertEquals(before, after);
                assertEquals(List.of(), script.actions);
            }
            case '>' ->
                    assertTrue(
                            !before.equals(after) || !script.actions.isEmpty(), "nothing happened");
            case 'R' -> {
                assertEquals("InDoubt", script.state());
                assertTrue(script.did(SourceAction.Reconnect.class), script.actions::toString);
            }
            case 'F', 'X' -> {
                boolean paused = before.phase() == SourceState.Phase.PAUSED;
                assertEquals(paused, script.did(SourceAction.ResumeGuest.class));
                MigrationReport report = script.end();
                assertEquals(Outcome.FAILED, report.outcome());
                String reason = report.reason();
                if (cell.expected() == 'X') {
                    assertEquals("the destination: memory: too small", reason);
                } else {
                    assertTrue(reason.contains(" in state " + before.label()), reason);
                    assertTrue(reason.contains(name(cell.message())), reason);
                }
            }
            default -> throw new AssertionError(cell);
        }
    }

    private static String name(String message) {
        int dot = message.indexOf('.');
        return dot >= 0 ? message.substring(0, dot) : message.equals("source's") ? "" : message;
    }

    private static List<ControlMessage.Builder> messages(String name, long nowNs) {
        ControlMessage.Builder message = SourceScript.message();
        return switch (name) {
            case "RESERVED" -> List.of(message.setReserved(Reserved.getDefaultInstance()));
            case "CLOCK_REPLY" ->
                    List.of(
                            message.setClockReply(
                                    org.pagurus.protocol.wire.ClockReply.newBuilder()
                                            .setProbeSentNs(nowNs)
                                            .setReceivedNs(nowNs)
                                            .setSentNs(nowNs)));
            case "ROUND_RECEIVED" ->
                    List.of(message.setRoundReceived(RoundReceived.newBuilder().setRound(0)));
            case "PREPARED" -> List.of(message.setPrepared(Prepared.getDefaultInstance()));
            case "RUNNING" -> List.of(message.setRunning(Running.getDefaultInstance()));
            case "STANDING.PREPARED" ->
                    List.of(SourceScript.standing(Ownership.OWNERSHIP_PREPARED));
            case "STANDING.OWNED" -> List.of(SourceScript.standing(Ownership.OWNERSHIP_OWNED));
            case "STANDING.REFUSED" -> List.of(SourceScript.standing(Ownership.OWNERSHIP_REFUSED));
            case "STANDING.0" -> List.of(SourceScript.standing(Ownership.OWNERSHIP_UNSPECIFIED));
            case "CANCELLED" -> List.of(message.setCancelled(Cancelled.getDefaultInstance()));
            case "FAILED" ->
                    List.of(
                            message.setFailed(
                                    Failed.newBuilder().setField("memory").setReason("too small")));
            case "RESUMED" -> List.of(SourceScript.resumed(0, 0, 0));
            case "source's" ->
                    List.of(
                            SourceScript.message().setResume(Resume.getDefaultInstance()),
                            SourceScript.message().setSetup(Setup.getDefaultInstance()),
                            SourceScript.message().setClockProbe(ClockProbe.getDefaultInstance()),
                            SourceScript.message().setRoundEnd(RoundEnd.getDefaultInstance()),
                            SourceScript.message()
                                    .setSavedDevices(SavedDevices.getDefaultInstance()),
                            SourceScript.message()
                                    .setLastRoundEnd(LastRoundEnd.getDefaultInstance()),
                            SourceScript.message().setRelease(Release.getDefaultInstance()),
                            SourceScript.message().setDone(Done.getDefaultInstance()),
                            SourceScript.message().setCancel(Cancel.getDefaultInstance()),
                            SourceScript.message().setQuery(Query.getDefaultInstance()));
            default -> throw new AssertionError(name);
        };
    }
}
