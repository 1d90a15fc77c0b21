package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateFaultsTest {
    @Test
    void tellsWhatCameOfTheSeeds() {
        CommandLineRun run = run("simulate --faults --seeds 1..200 --threads 2");
        assertEquals(0, run.status(), run::out);
        assertEquals("", run.err());
        assertTrue(run.out().startsWith("200 seeds in "), run::out);
        assertTrue(run.out().contains("ends: completed "), run::out);
        assertTrue(run.out().contains("faults: "), run::out);
        assertTrue(run.out().endsWith("nothing was violated\n"), run::out);
    }

    @Test
    void tracesOneSeedAndGivesTheSameBytesAgain() {
        CommandLineRun first = run("simulate --faults --seeds 242 --trace");
        assertEquals(0, first.status(), first::out);
        assertTrue(first.out().startsWith("seed 242\n  1. "), first::out);
        assertTrue(first.out().contains("ms  destination: heard SETUP"), first::out);
        assertEquals(first.out(), run("simulate --faults --seeds 242..242 --trace").out());
    }

    @Test
    void leavesFaultsOut() {
        CommandLineRun run = run("simulate --faults --seeds 242 --only 0");
        assertEquals(0, run.status(), run::out);
        assertTrue(run.out().startsWith("seed 242\ncompleted after "), run::out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "simulate --faults --seeds ten| --seeds: expected a seed such as 7, or a range of them such as 1..10000 but found 'ten'",
                "simulate --faults --seeds 9..1| --seeds: expected the first seed not to come behind the last but found 9..1",
                "simulate --faults --threads 0| --threads: expected 1 to 1024, found 0",
                "simulate --faults --threads all| --threads: expected a whole number, found 'all'",
                "simulate --faults --trace| --seeds: expected one seed with --trace or --only, found 1..10000",
                "simulate --faults --seeds 7 --only 99| --only: expected numbers of faults of seed 7",
                "simulate --faults --thraeds 7| --thraeds: no such option, did you mean --threads"
            })
    void refusesWhatMakesNoSenseInOneLine(String command, String line) {
        CommandLineRun run = run(command);
        assertEquals(ExitCode.USAGE.status(), run.status(), run::err);
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run::err);
        assertTrue(run.err().startsWith("pagurus: " + line), run::err);
    }

    private static CommandLineRun run(String command) {
        return CommandLineRun.of(command.split(" "));
    }
}
