package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Every command's help has examples, and each of them is a command line of that command. */
class ExamplesTest {
    /** What a shell does with what is behind it is no part of the command line. */
    private static final String SHELL = "\\s+(#|>|\\|).*";

    static Stream<String> commands() {
        return names(commandLine());
    }

    private static Stream<String> names(CommandLine command) {
        return Stream.concat(
                Stream.of(command.getCommandSpec().qualifiedName()),
                command.getSubcommands().values().stream().flatMap(ExamplesTest::names));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasExamplesThatParse(String name) {
        List<String> examples = Arrays.asList(find(name).getCommandSpec().usageMessage().footer());
        assertTrue(examples.size() > 0, name + " has no example in its footer");
        for (String example : examples) {
            assertTrue(example.startsWith("  pagurus"), example);
            String[] words = example.strip().replaceFirst(SHELL, "").replace("%%", "%").split(" ");
            ParseResult parsed =
                    assertDoesNotThrow(
                            () ->
                                    commandLine()
                                            .parseArgs(Arrays.copyOfRange(words, 1, words.length)),
                            example);
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            String parsedAs = parsed.commandSpec().qualifiedName();
            assertTrue(
                    parsedAs.equals(name) || parsedAs.startsWith(name + " "),
                    () -> example + " is an example of " + parsedAs + ", not of " + name);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpShowsThem(String name) {
        String help = find(name).getUsageMessage();
        assertEquals(2, help.split("\nExamples:\n").length, help);
        assertTrue(help.contains("\nExamples:\n  pagurus"), help);
    }

    private static CommandLine find(String name) {
        CommandLine command = commandLine();
        for (String part : name.split(" ")) {
            command = part.equals("pagurus") ? command : command.getSubcommands().get(part);
        }
        return command;
    }

    private static CommandLine commandLine() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return Pagurus.commandLine(new Screen(nowhere, nowhere, false));
    }
}
