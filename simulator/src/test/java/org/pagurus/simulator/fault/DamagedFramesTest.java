package org.pagurus.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.simulator.driver.SourceTap;
import org.pagurus.simulator.fault.TrialResult.End;

class DamagedFramesTest {
    private static final int SEEDS = 600;

    /**
     * Wherever the bits are: in its head, its table, its pages or what encodes them. The checksum
     * is over what a frame means, so that a bit that means nothing to a codec may be another one.
     */
    @Test
    void aDamagedFrameEndsTheMigrationByItsFieldAndTheGuestRunsOn() {
        TrialMemory memory = new TrialMemory();
        int damaged = 0;
        int meaningless = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Fault fault =
                    new Fault(
                            new Moment.Frame((int) (1 + seed % 3), false), new Effect.Damage(seed));
            List<String> lines = new ArrayList<>();
            TrialResult result =
                    Trial.run(
                            FaultPlan.of(seed, List.of(fault)), memory, SourceTap.NONE, lines::add);
            String replay = "seed " + seed + "\n" + String.join("\n", lines);
            assertNull(result.violation(), replay);
            if (replay.contains("took a damaged frame")) {
                meaningless++;
                assertTrue(TrialSetup.of(seed).selector().encodes(), replay);
            } else if (!result.fired().isEmpty()) {
                damaged++;
                assertEquals(End.FAILED, result.end(), replay);
                assertTrue(
                        lines.stream()
                                .anyMatch(
                                        line ->
                                                line.matches(
                                                        ".*destination: refused a frame: (frame|page)[.\\w]*: .*")),
                        replay);
            }
        }
        assertTrue(damaged > SEEDS / 2, damaged + " frames were refused");
        assertTrue(meaningless < SEEDS / 100, meaningless + " damaged frames meant the same");
    }
}
