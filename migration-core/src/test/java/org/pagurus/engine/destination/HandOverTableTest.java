package org.pagurus.engine.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pagurus.engine.Waits;
import org.pagurus.engine.destination.DestinationScript.Stand;
import org.pagurus.engine.source.Inquirer;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.wire.ControlMessage;

/**
 * A source that has only its journal left asks a destination wherever that stands: the table of
 * docs/handover.md. In each cell, the last record of the source and then of the destination when
 * there is nothing more to ask; {@code -} for none, {@code !} where nothing is concluded.
 */
class HandOverTableTest {
    private static final String TABLE =
            """
            -               LEAVING_DOWN    LEAVING_RUNS  RELEASED          FORCED_DOWN       FORCED_RUNS
            NOTHING         KEPT/REFUSED    KEPT/REFUSED  RECLAIMED/REFUSED RECLAIMED/REFUSED RECLAIMED/REFUSED
            COMING          KEPT/-          KEPT/-        RECLAIMED/REFUSED RECLAIMED/REFUSED RECLAIMED/REFUSED
            PREPARED        DONE/CONFIRMED  KEPT/-        DONE/CONFIRMED    DONE/CONFIRMED    RECLAIMED/-
            OWNING          DONE/CONFIRMED  LEAVING/!     DONE/CONFIRMED    DONE/CONFIRMED    DONE/CONFIRMED
            RUNS            DONE/CONFIRMED  LEAVING/!     DONE/CONFIRMED    DONE/CONFIRMED    DONE/CONFIRMED
            OWNED           DONE/CONFIRMED  LEAVING/!     DONE/CONFIRMED    DONE/CONFIRMED    DONE/CONFIRMED
            OWNED_DOWN      KEPT/REFUSED    KEPT/REFUSED  RECLAIMED/REFUSED RECLAIMED/REFUSED RECLAIMED/REFUSED
            CONFIRMED       DONE/CONFIRMED  LEAVING/!     DONE/CONFIRMED    DONE/CONFIRMED    DONE/CONFIRMED
            FORGOTTEN       KEPT/REFUSED    KEPT/REFUSED  RECLAIMED/REFUSED RECLAIMED/REFUSED RECLAIMED/REFUSED
            REFUSED         KEPT/REFUSED    KEPT/REFUSED  RECLAIMED/REFUSED RECLAIMED/REFUSED RECLAIMED/REFUSED
            """;

    /** What the source's journal says, and whether the guest runs there. */
    enum Source {
        LEAVING_DOWN(Step.LEAVING, false),
        LEAVING_RUNS(Step.LEAVING, true),
        RELEASED(Step.RELEASED, false),
        FORCED_DOWN(Step.FORCED, false),
        FORCED_RUNS(Step.FORCED, true);

        private final Step step;
        private final boolean guestRuns;

        Source(Step step, boolean guestRuns) {
            this.step = step;
            this.guestRuns = guestRuns;
        }
    }

    /** Where the destination stands. */
    enum Destination {
        /** It has never heard of the migration, or its process died before OWNED. */
        NOTHING,
        /** Pages come in. */
        COMING,
        /** Complete, waiting for the release. */
        PREPARED,
        /** The release has come and is being written. */
        OWNING,
        /** The guest runs, and the process that took it in lives. */
        RUNS,
        /** OWNED in the journal; the guest lives here, was booted again, or has moved on. */
        OWNED,
        /** OWNED in the journal, and the guest's process has died. */
        OWNED_DOWN,
        /** The source has said before that it knows. */
        CONFIRMED,
        /** The guest was discarded. */
        FORGOTTEN,
        /** REFUSED in the journal. */
        REFUSED
    }

    record Cell(Source source, Destination destination, String expected) {
        @Override
        public String toString() {
            return source + " asks " + destination;
        }
    }

    static Stream<Cell> cells() {
        List<String> lines = TABLE.lines().toList();
        String[] sources = lines.getFirst().split(" +");
        List<Cell> cells = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(" +");
            assertEquals(sources.length, row.length, line);
            for (int i = 1; i < row.length; i++) {
                cells.add(
                        new Cell(Source.valueOf(sources[i]), Destination.valueOf(row[0]), row[i]));
            }
        }
        return cells.stream();
    }

    @Test
    void tableNamesEveryPair() {
        Set<String> pairs = new HashSet<>();
        for (Source source : Source.values()) {
            Arrays.stream(Destination.values()).forEach(d -> pairs.add(source + " asks " + d));
        }
        cells().forEach(cell -> assertTrue(pairs.remove(cell.toString()), cell::toString));
        assertEquals(Set.of(), pairs);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void oneOwnerInEveryCell(Cell cell) {
        try (Hosts hosts = new Hosts(cell)) {
            hosts.inquire();
            hosts.inquire(); // on a fresh connection, where the first has not settled it
            assertEquals(cell.expected(), hosts.outcome());
            if (!cell.expected().endsWith("!")) {
                boolean here = hosts.step != Step.DONE;
                assertTrue(
                        here != hosts.destination.isOwned(),
                        "owned by " + (here ? "both" : "none"));
            }
        }
    }

    /** The source with its journal, the destination with its host and journal. */
    private static final class Hosts implements Inquirer.Host, AutoCloseable {
        private final Cell cell;
        private final DestinationScript script;
        private final MigrationDestination destination;
        private final List<ControlMessage> answers = new ArrayList<>();
        private Step step;
        private String written;
        private boolean settled;
        private boolean unexpected;

        Hosts(Cell cell) {
            this.cell = cell;
            step = cell.source().step;
            script = DestinationScript.at(stand(cell.destination()));
            Step recalled = recalled(cell.destination());
            written = recalled == null ? "-" : recalled.name();
            destination =
                    recalled == null
                            ? script.destination
                            : MigrationDestination.recall(
                                    DestinationScript.TOKEN,
                                    JournalRecord.of(
                                            recalled,
                                            DestinationScript.TOKEN,
                                            script.original.description()),
                                    cell.destination() == Destination.OWNED_DOWN,
                                    Waits.DEFAULT,
                                    1_000);
            if (cell.destination() == Destination.OWNING) {
                written = "OWNED";
                hear(new DestinationEvent.Appended());
                answers.clear(); // the source that is gone would have heard this
            }
        }

        private static Stand stand(Destination destination) {
            return switch (destination) {
                case COMING -> Stand.RECEIVING;
                case PREPARED -> Stand.PREPARED;
                case OWNING -> Stand.OWNING;
                case RUNS -> Stand.OWNED;
                case FORGOTTEN -> Stand.UNKNOWN;
                default -> Stand.IDLE;
            };
        }

        private static Step recalled(Destination destination) {
            return switch (destination) {
                case OWNED, OWNED_DOWN -> Step.OWNED;
                case CONFIRMED -> Step.CONFIRMED;
                case REFUSED -> Step.REFUSED;
                default -> null;
            };
        }

        void inquire() {
            if (settled) {
                return;
            }
            unexpected = false;
            Inquirer inquirer =
                    new Inquirer(
                            JournalRecord.of(
                                    step, DestinationScript.TOKEN, script.original.description()),
                            this);
            inquirer.ask();
            for (int i = 0; i < 10 && !settled && !unexpected; i++) {
                assertTrue(!answers.isEmpty(), "no answer in " + destination.state());
                try {
                    switch (inquirer.answered(answers.removeFirst(), 3)) {
                        case Inquirer.Outcome.Open open -> {
                            if (answers.isEmpty()) {
                                inquirer.ask();
                            }
                        }
                        case Inquirer.Outcome.Settled last -> settled = true;
                        case Inquirer.Outcome.Unsettled reason -> unexpected = true;
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        }

        @Override
        public boolean isDown(String guestName) {
            return !cell.source().guestRuns;
        }

        @Override
        public void send(ControlMessage message) {
            hear(new DestinationEvent.Received(message));
        }

        @Override
        public void append(JournalRecord record) {
            step = record.step();
        }

        @Override
        public void drop(String guestName) {
            assertTrue(step != Step.LEAVING, "a guest that was never released");
        }

        @Override
        public void takeBack(String guestName) {
            assertEquals(Step.RECLAIMED, step);
        }

        String outcome() {
            return step + "/" + (settled ? written : "!");
        }

        private void hear(DestinationEvent event) {
            destination.handle(event, 2_000);
            for (DestinationAction action = destination.poll();
                    action != null;
                    action = destination.poll()) {
                switch (action) {
                    case DestinationAction.Send a -> answers.add(a.message());
                    case DestinationAction.Append a -> {
                        written = a.record().step().name();
                        hear(new DestinationEvent.Appended());
                    }
                    case DestinationAction.ResumeGuest a ->
                            hear(new DestinationEvent.GuestResumed());
                    default -> {}
                }
            }
        }

        @Override
        public void close() {
            script.close();
        }
    }
}
