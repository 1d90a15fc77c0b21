package org.pagurus.experiments.scenario.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {
    private static final Field<String> NAME =
            Field.required("name", ScalarType.of("a text", text -> text), "");
    private static final Field<List<Located<String>>> NAMES =
            Field.optional(
                    "names",
                    new ListType<>("names", ScalarType.of("a text", text -> text), 1, 3),
                    "");
    private static final ObjectType TYPE = new ObjectType("a thing", NAME, NAMES);

    @TempDir Path directory;

    @Test
    void readsByADeclaration() throws Exception {
        FieldValues values = read("# a comment\nname: 5\nnames:\n  - a\n  - 'b c'\n");
        assertEquals("5", values.get(NAME));
        List<Located<String>> names = values.get(NAMES);
        assertEquals(List.of("a", "b c"), names.stream().map(Located::value).toList());
        assertEquals(5, names.getLast().place().line());
        assertEquals("names[1]", names.getLast().place().path());
        assertNull(read("name: x").find(NAMES));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"| 1: expected a scenario but found an empty file",
                "# nothing| 1: expected a scenario but found an empty file",
                "hello| 1: expected the fields of a thing but found 'hello'",
                "- a| 1: expected the fields of a thing but found a list",
                "{}| 1: name: expected a text but found no such field",
                "name:~| 1: expected the fields of a thing but found 'name:~'",
                "name: ~| 1: name: expected a text but found nothing",
                "name: {}| 1: name: expected a text but found fields",
                "name: a~name: b| 2: name: expected each field once but found it again, first on line 1",
                "nmae: a| 1: nmae: expected a field of a thing but found an unknown one; did you mean name?",
                "[a]: b| 1: expected a field's name but found a list",
                "name: a~other: [| 2: expected YAML but found none: while parsing a flow node, expected the node content, but found '<stream end>'",
                "name: a: b| 1: expected YAML but found none: mapping values are not allowed here",
                "name: a~---~name: b| 2: expected YAML but found none: expected a single document in the stream, but found another document",
                "name: *nobody| 1: expected YAML but found none: found undefined alias nobody",
                "name: a~\tb: c| 2: expected YAML but found none: while scanning for the next token, found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)",
                "name: \"\"\u0001\"\"| 1: expected YAML but found the character U+0001, which it can't have",
            })
    void refusesWhatIsNotAsDeclared(String yaml, String error) throws Exception {
        String text = yaml.contains(": ~") || yaml.endsWith(":~") ? yaml : yaml.replace('~', '\n');
        YamlException e = assertThrows(YamlException.class, () -> read(text), text);
        assertEquals(directory.resolve("thing.yaml") + ":" + error, e.getMessage());
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        Path file = directory.resolve("none.yaml");
        YamlException e = assertThrows(YamlException.class, () -> YamlFile.open(file));
        assertEquals(file + ":1: expected a scenario but found no such file", e.getMessage());
        assertThrows(YamlException.class, () -> YamlFile.open(directory));
    }

    @Test
    void refusesAFileThatIsTooLong() throws Exception {
        String line = "# a comment that is as long as a line of text is, more or less\n";
        assertEquals(
                ":1: expected at most 1048576 bytes but found more",
                refusal(line.repeat(YamlFile.MAX_BYTES / line.length() + 1)));
        String longest = line.repeat(YamlFile.MAX_BYTES / line.length() - 1) + "name: a\n";
        assertEquals("a", read(longest).get(NAME));
    }

    @Test
    void refusesWhatIsNested() throws Exception {
        assertEquals(
                ":2: expected at most 32 levels but found more",
                refusal("name:\n " + "[".repeat(500_000)));
    }

    /** Nine levels of nine aliases: 3.8e8 values, if they were all looked at. */
    @Test
    void doesNotExpandAliases() throws Exception {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int level = 1; level <= 9; level++) {
            String alias = "*a" + (level - 1);
            bomb.append("a%d: &a%d [%s".formatted(level, level, alias))
                    .append((", " + alias).repeat(8))
                    .append("]\n");
        }
        assertTrue(refusal(bomb.toString()).startsWith(":1: a0: expected"), refusal("" + bomb));
        assertTrue(
                refusal("a: &a [x]\nb: [" + "*a, ".repeat(2000) + "]\n").contains("aliases"),
                refusal("a: &a [x]\nb: [" + "*a, ".repeat(2000) + "]\n"));
        assertEquals(
                ":1: names[0]: expected a text but found a list",
                refusal("names: &a [*a]\nname: x\n"));
    }

    @Test
    void refusesOtherBytesThanUtf8() throws Exception {
        Path file = directory.resolve("thing.yaml");
        Files.write(file, "name: é".getBytes(StandardCharsets.ISO_8859_1));
        YamlException e = assertThrows(YamlException.class, () -> YamlFile.open(file));
        assertEquals(file + ":1: expected text in UTF-8 but found other bytes", e.getMessage());
    }

    @Test
    void errorsAreOnOneLineAndShort() throws Exception {
        String error = refusal("\"" + "na\\nme ".repeat(1000) + "\": 5\n");
        assertEquals(1, error.lines().count(), error);
        assertTrue(error.length() < 400, error);
    }

    private String refusal(String yaml) {
        YamlException e = assertThrows(YamlException.class, () -> read(yaml));
        return e.getMessage().substring(directory.resolve("thing.yaml").toString().length());
    }

    private FieldValues read(String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("thing.yaml"), yaml);
        return YamlFile.open(file).read(TYPE);
    }
}
