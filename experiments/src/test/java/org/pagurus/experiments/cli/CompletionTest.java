package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CompletionTest {
    private static final Path BASH = Path.of("/bin/bash");

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pagurus dem| demo",
                "pagurus guest sta| start status",
                "pagurus guest start crab --mem| --memory",
                "'pagurus demo --network '| virtual namespaces",
                "pagurus demo --selector fixed:z| fixed:zstd-fast fixed:zstd-1 fixed:zstd-3",
                "pagurus demo --we| --web",
                "'pagurus completion '| bash zsh",
            })
    void bashCompletesCommandsOptionsAndValues(String typed, String expected) throws Exception {
        assumeTrue(Files.isExecutable(BASH), "there is no bash");
        assertEquals(List.of(expected.split(" ")), complete(typed));
    }

    @Test
    void theScriptOfZshLoadsWhatBashHas() {
        CommandLineRun run = CommandLineRun.of("completion", "zsh");
        assertEquals(0, run.status(), run::toString);
        assertTrue(run.out().contains("bashcompinit"), run::out);
    }

    @Test
    void shellsThatAreNotKnownAreNamed() {
        CommandLineRun run = CommandLineRun.of("completion", "fish");
        assertEquals(ExitCode.USAGE.status(), run.status());
        assertEquals(
                "pagurus: SHELL: expected one of bash, zsh, found 'fish'; see 'pagurus completion"
                        + " --help'\n",
                run.err());
    }

    /** What bash would offer when a person presses the tabulator behind this. */
    private List<String> complete(String typed) throws Exception {
        CommandLineRun run = CommandLineRun.of("completion", "bash");
        assertEquals(0, run.status(), run::toString);
        Path script = directory.resolve("completion.sh");
        Files.writeString(script, run.out());
        String[] words = typed.split(" ", -1);
        String ask =
                "source "
                        + script
                        // What only a shell that is typed in has.
                        + "; compopt() { :; }"
                        + "; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _complete_pagurus;"
                        + " printf '%s\\n' \"${COMPREPLY[@]}\"";
        ProcessBuilder bash = new ProcessBuilder(BASH.toString(), "--norc", "-c", ask, "bash");
        bash.command().addAll(List.of(words));
        Process process = bash.redirectErrorStream(true).start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .toList();
    }
}
