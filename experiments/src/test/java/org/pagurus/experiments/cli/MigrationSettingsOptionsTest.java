package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pagurus.codec.select.Coding;
import org.pagurus.transport.command.MigrationSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class MigrationSettingsOptionsTest {
    private static final long GIB = 1L << 30;

    @Test
    void choosesCompressionByItself() throws Exception {
        MigrationSettings settings = settings(4 * GIB, "");
        assertEquals("adaptive", settings.selector());
        assertEquals(512L << 20, settings.deltaCacheBytes());
        int half = Runtime.getRuntime().availableProcessors() / 2;
        assertEquals(Math.min(8, Math.max(2, half)), settings.compressionThreads());
        assertEquals(64L << 20, settings(64L << 20, "").deltaCacheBytes());
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void passesTheSelectorOn(String selector) throws Exception {
        assertEquals(selector, settings(GIB, "--selector " + selector).selector());
    }

    @ParameterizedTest
    @EnumSource
    void theHelpNamesEveryCodec(Coding coding) {
        String help = new CommandLine(new Options()).getUsageMessage().replaceAll("\\s+", " ");
        String codecs = help.substring(help.indexOf("one for all. One of"));
        assertTrue(codecs.matches(".*?[ ,]fixed:" + coding.label() + "[ ,].*"), help);
    }

    static Stream<String> selectors() {
        return Stream.concat(
                Stream.of("adaptive", "cbc", "none"),
                Arrays.stream(Coding.values()).map(coding -> "fixed:" + coding.label()));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "4096, 4096", "1GiB, 1073741824"})
    void theDeltaCacheMayBeUpToTheGuestsMemory(String size, long bytes) throws Exception {
        assertEquals(bytes, settings(GIB, "--delta-cache " + size).deltaCacheBytes());
    }

    /** A stream is encoded by one thread at a time. */
    @ParameterizedTest
    @CsvSource({
        "--compression-threads 1, 2",
        "--compression-threads 2, 2",
        "--compression-threads 5, 5",
        "--compression-threads 64, 64",
        "--compression-threads 5 --streams 3, 3",
        "--compression-threads 1 --streams 1, 1",
    })
    void thereAreAsManyStreamsAsCompressionThreadsUnlessTheyAreGiven(String options, int streams)
            throws Exception {
        assertEquals(streams, settings(GIB, options).streams());
    }

    private static MigrationSettings settings(long guestMemoryBytes, String options)
            throws CommandException {
        Options parsed = new Options();
        CommandLine command = new CommandLine(parsed);
        Converters.register(command);
        command.parseArgs(options.isEmpty() ? new String[0] : options.split(" "));
        return parsed.settings.toSettings(guestMemoryBytes);
    }

    @Command(name = "options")
    private static final class Options {
        @Mixin private final MigrationSettingsOptions settings = new MigrationSettingsOptions();
    }
}
