package org.pagurus.experiments.scenario.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A file with one YAML document. It is bounded before it is taken apart: {@value #MAX_BYTES} bytes,
 * nested {@value #MAX_DEPTH} deep, {@value #MAX_ALIASES} aliases of lists and objects. How often
 * these are read again is bounded by the types, since only what a type names is read.
 */
public final class YamlFile {
    public static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ALIASES = 1000;

    private final Place place;
    private final Node root;

    private YamlFile(Place place, Node root) {
        this.place = place;
        this.root = root;
    }

    /**
     * Reads a file.
     *
     * @throws YamlException when it can't be read or is not YAML
     */
    public static YamlFile open(Path file) throws YamlException {
        Place place = new Place(file.toString());
        String text = text(file, place);
        try {
            LoadSettings settings =
                    LoadSettings.builder()
                            .setCodePointLimit(MAX_BYTES)
                            .setMaxAliasesForCollections(MAX_ALIASES)
                            .setAllowNonScalarKeys(true)
                            .build();
            checkDepth(text, settings, place);
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                throw place.wrong("a scenario", "an empty file");
            }
            return new YamlFile(place.at(root.get()), root.get());
        } catch (YamlEngineException e) {
            throw notYaml(e, place, text);
        }
    }

    /**
     * What it says, by a declaration.
     *
     * @throws YamlException when it is not as declared
     */
    public FieldValues read(ObjectType type) throws YamlException {
        return type.read(root, place);
    }

    /** The text of a field of the root; null when it has none. */
    public @Nullable String text(String field) {
        if (root instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(field)
                        && tuple.getValueNode() instanceof ScalarNode value) {
                    return value.getValue();
                }
            }
        }
        return null;
    }

    private static String text(Path file, Place place) throws YamlException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw place.wrong("a scenario", "no such file");
        } catch (IOException e) {
            throw place.wrong("a file that can be read", "one that can't: " + e);
        }
        if (bytes.length > MAX_BYTES) {
            throw place.wrong("at most " + MAX_BYTES + " bytes", "more");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw place.wrong("text in UTF-8", "other bytes");
        }
    }

    /** Nodes are put together by recursion, which must not go too deep; events are not. */
    private static void checkDepth(String text, LoadSettings settings, Place place)
            throws YamlException {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                throw new Place(place.file(), line(event.getStartMark()), "")
                        .wrong("at most " + MAX_DEPTH + " levels", "more");
            }
        }
    }

    private static YamlException notYaml(YamlEngineException e, Place place, String text) {
        return switch (e) {
            case MarkedYamlEngineException marked ->
                    new Place(place.file(), line(marked.getProblemMark()), "")
                            .wrong("YAML", "none: " + problem(marked));
            case ReaderException reader ->
                    new Place(place.file(), lineAt(text, reader.getPosition()), "")
                            .wrong(
                                    "YAML",
                                    "the character U+%04X, which it can't have"
                                            .formatted(reader.getCodePoint()));
            default -> place.wrong("YAML", "none: " + e.getMessage());
        };
    }

    private static String problem(MarkedYamlEngineException e) {
        String context = e.getContext();
        return (context == null || context.isEmpty() ? "" : context + ", ") + e.getProblem();
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
    }

    private static int lineAt(String text, int position) {
        int line = 1;
        for (int i = 0; i < Math.min(position, text.length()); i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        return line;
    }
}
