package org.pagurus.experiments.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pagurus.experiments.crash.CrashCell.Fault;
import org.pagurus.experiments.report.TextTable;

/**
 * Real daemons, killed at each step. {@code -Dpagurus.crash=all} runs every step; without it those
 * at which ownership changes hands.
 */
@Timeout(180)
class CrashMatrixTest {
    /** A place to die, and whether the guest's memory must have survived it. */
    record Place(String failpoint, String owner, String memory, boolean always) {
        @Override
        public String toString() {
            return failpoint;
        }
    }

    /**
     * The guest ran at the destination for a moment: what was written to it there died with that
     * process, and the source has it as it was at the pause.
     */
    private static final String ROLLED_BACK = "as at the pause";

    private static final List<Place> PLACES =
            List.of(
                    new Place("source after Send.SETUP", "source", "lost", false),
                    new Place("source after OpenStreams", "source", "lost", false),
                    new Place("source after SendRound.0", "source", "lost", false),
                    new Place("source after Send.ROUND_END", "source", "lost", false),
                    new Place("source after PauseGuest", "source", "lost", false),
                    new Place("source after SendRound.last", "source", "lost", false),
                    new Place("source before Append.RELEASED", "destination", "kept", true),
                    new Place("source after Append.RELEASED", "destination", "kept", true),
                    new Place("source after Send.RELEASE", "destination", "kept", false),
                    new Place("source before Append.DONE", "destination", "kept", true),
                    new Place("source after Append.DONE", "destination", "kept", false),
                    new Place("source after Send.DONE", "destination", "kept", false),
                    new Place("source before DropGuest", "destination", "kept", false),
                    new Place("destination after Reserve", "source", "kept", false),
                    new Place("destination after Send.ROUND_RECEIVED", "source", "kept", false),
                    new Place("destination after LoadDeviceState", "source", "kept", false),
                    new Place("destination before Send.PREPARED", "source", "kept", false),
                    new Place("destination after Send.PREPARED", "source", "kept", true),
                    new Place("destination before Append.OWNED", "source", "kept", true),
                    new Place("destination after Append.OWNED", "source", "kept", true),
                    new Place("destination after ResumeGuest", "source", ROLLED_BACK, false),
                    new Place("destination before Send.RUNNING", "source", ROLLED_BACK, true),
                    new Place("destination before Append.CONFIRMED", "destination", "lost", true),
                    new Place("destination after Append.CONFIRMED", "destination", "lost", false));

    private static final List<CrashCell.Result> RESULTS = new ArrayList<>();

    @TempDir Path directory;

    static Stream<Place> places() {
        boolean all = System.getProperty("pagurus.crash", "").equals("all");
        return PLACES.stream().filter(place -> all || place.always());
    }

    @ParameterizedTest
    @MethodSource("places")
    void oneGuestInTheEndAndNeverTwo(Place place) throws Exception {
        CrashCell.Result result =
                new CrashCell(
                                Fault.KILL,
                                place.failpoint(),
                                place.memory().equals(ROLLED_BACK),
                                directory)
                        .run();
        RESULTS.add(result.withMemory(place.memory()));
        assertEquals(place.owner(), result.where());
        assertEquals(place.memory().equals(ROLLED_BACK) ? "kept" : place.memory(), result.memory());
        assertFalse(result.how().contains("force"), result::how); // both hosts are there
    }

    static Stream<Place> cuts() {
        return places().filter(place -> !place.failpoint().endsWith("DropGuest"));
    }

    /** Both processes live, so that nothing is lost and nobody need do anything. */
    @ParameterizedTest
    @MethodSource("cuts")
    void aCutLinkLosesNothing(Place place) throws Exception {
        CrashCell.Result result =
                new CrashCell(Fault.CUT, place.failpoint(), false, directory).run();
        RESULTS.add(result);
        assertEquals("kept", result.memory());
    }

    /** Where the link stays away: in each stage of the protocol, and around the hand-over. */
    static Stream<Place> longCuts() {
        Set<String> always =
                Set.of(
                        "source after SendRound.0",
                        "source after PauseGuest",
                        "source after Append.RELEASED",
                        "destination before Send.RUNNING");
        boolean all = System.getProperty("pagurus.crash", "").equals("all");
        return PLACES.stream()
                .filter(place -> !place.failpoint().endsWith("DropGuest"))
                .filter(place -> all || always.contains(place.failpoint()));
    }

    /** Up to the release the guest stays at the source, behind it the source waits and asks. */
    @ParameterizedTest
    @MethodSource("longCuts")
    void aLinkThatStaysAwayLosesNothing(Place place) throws Exception {
        CrashCell.Result result =
                new CrashCell(Fault.LONG_CUT, place.failpoint(), false, directory).run();
        RESULTS.add(result);
        assertEquals("kept", result.memory());
        if (place.owner().equals("source") && place.failpoint().startsWith("source")) {
            assertEquals("source", result.where());
        }
        if (place.failpoint().equals("source after Append.RELEASED")) {
            assertEquals("destination", result.where());
        }
    }

    @AfterAll
    static void print() {
        TextTable table = new TextTable("lllllrl");
        table.row(
                "fault",
                "where",
                "guest in the end",
                "memory",
                "invariant",
                "writes acknowledged",
                "recovered");
        for (CrashCell.Result result : RESULTS) {
            table.row(
                    result.fault(),
                    result.failpoint(),
                    result.where(),
                    result.memory(),
                    result.invariant(),
                    Long.toString(result.writes()),
                    result.how());
        }
        System.out.println(table.render());
    }
}
