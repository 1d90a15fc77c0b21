package org.pagurus.experiments.scenario.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.yaml.AnyType;
import org.pagurus.experiments.scenario.yaml.EitherType;
import org.pagurus.experiments.scenario.yaml.Field;
import org.pagurus.experiments.scenario.yaml.ListType;
import org.pagurus.experiments.scenario.yaml.NamedType;
import org.pagurus.experiments.scenario.yaml.ObjectType;
import org.pagurus.experiments.scenario.yaml.ScalarType;
import org.pagurus.experiments.scenario.yaml.ValueType;

/** The page for people says what the declaration says. */
class ScenarioDocsTest {
    private static final Path PAGE = Path.of("../docs/scenarios.md");

    @TempDir Path directory;

    @Test
    void everyFieldIsDocumentedAndDescribed() throws IOException {
        String page = Files.readString(PAGE);
        Set<String> names = new TreeSet<>();
        collect(ScenarioFields.TYPE, names);
        collect(ClusterFields.TYPE, names);
        assertTrue(names.size() > 60, names::toString);
        for (String name : names) {
            assertTrue(page.contains("`" + name + "`") || page.contains("`" + name + ":"), name);
        }
    }

    @Test
    void theExampleIsAScenario() throws Exception {
        Matcher example = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Files.readString(PAGE));
        assertTrue(example.find());
        Path file = Files.writeString(directory.resolve("example.yaml"), example.group(1));
        MigrationScenario scenario = (MigrationScenario) ScenarioReader.read(file);
        assertEquals("two-at-once", scenario.about().name());
        assertEquals("qemu", scenario.migrations().getLast().settings().policy());
        assertEquals(100_000_000, scenario.migrations().getLast().settings().downtimeLimitNs());
        assertEquals(2, scenario.changes().size());
    }

    private static void collect(ValueType<?> type, Set<String> names) {
        switch (type) {
            case ObjectType object -> {
                for (Field<?> field : object.fields()) {
                    names.add(field.name());
                    assertFalse(field.text().isEmpty(), field::name);
                    collect(field.type(), names);
                }
            }
            case ListType<?> list -> collect(list.element(), names);
            case NamedType<?> named -> collect(named.element(), names);
            case EitherType<?> either -> {
                collect(either.fields(), names);
                collect(either.other(), names);
            }
            case AnyType any -> assertFalse(any.expected().isEmpty());
            case ScalarType<?> scalar -> assertFalse(scalar.expected().isEmpty());
        }
    }
}
