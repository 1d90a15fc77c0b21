package org.pagurus.experiments.scenario.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A file with one YAML document. It is bounded before it is taken apart: {@value #MAX_BYTES} bytes,
 * nested {@value #MAX_DEPTH} deep, {@value #MAX_ALIASES} aliases of lists and objects. How often
 * these are read again is bounded by the types, since only what a type names is read.
 */
public final class YamlFile {
    public static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ALIASES = 1000;
    private static final int MAX_TEXTS = 2_000_000;

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
        return of(text(file, place), place);
    }

    /**
     * Reads a text.
     *
     * @param name what an error calls it
     * @throws YamlException when it is not YAML
     */
    public static YamlFile of(String name, String text) throws YamlException {
        return of(text, new Place(name));
    }

    private static YamlFile of(String text, Place place) throws YamlException {
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

    /**
     * The same with a value in the place of a field, or put in where that is missing. This one
     * stays as it is.
     *
     * @param path such as {@code migrations[0].start}
     * @throws YamlException when the way there leads through what has no fields or elements
     */
    public YamlFile with(String path, YamlValue value) throws YamlException {
        return new YamlFile(place, new Replacement(value).in(root, path));
    }

    /** A value for a field of the root that somebody has named who can't be shown a line. */
    public YamlValue value(String field, String text) {
        return new YamlValue(root, place.field(field)).withText(text);
    }

    /** The same with these fields of the root alone. */
    public YamlFile only(Set<String> fields) {
        return filtered(fields::contains);
    }

    /** The same without these fields of the root. */
    public YamlFile without(Set<String> fields) {
        return filtered(name -> !fields.contains(name));
    }

    private YamlFile filtered(Predicate<String> kept) {
        if (!(root instanceof MappingNode mapping)) {
            return this;
        }
        List<NodeTuple> tuples = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key) || kept.test(key.getValue())) {
                tuples.add(tuple);
            }
        }
        return new YamlFile(
                place,
                new MappingNode(
                        mapping.getTag(),
                        true,
                        tuples,
                        mapping.getFlowStyle(),
                        mapping.getStartMark(),
                        mapping.getEndMark()));
    }

    /**
     * All texts by the paths of their fields, in the file's order: what the file says, without
     * comments and aliases.
     *
     * @throws YamlException when these are more than {@value #MAX_TEXTS}
     */
    public Map<String, String> texts() throws YamlException {
        Map<String, String> texts = new LinkedHashMap<>();
        addTexts(root, "", texts);
        return texts;
    }

    private void addTexts(Node node, String path, Map<String, String> texts) throws YamlException {
        if (texts.size() > MAX_TEXTS) {
            throw place.wrong("at most " + MAX_TEXTS + " values", "more");
        }
        switch (node) {
            case MappingNode mapping -> {
                for (NodeTuple tuple : mapping.getValue()) {
                    if (tuple.getKeyNode() instanceof ScalarNode key) {
                        String below = path.isEmpty() ? "" : path + ".";
                        addTexts(tuple.getValueNode(), below + key.getValue(), texts);
                    }
                }
            }
            case SequenceNode sequence -> {
                int index = 0;
                for (Node each : sequence.getValue()) {
                    addTexts(each, path + "[" + index + "]", texts);
                    index++;
                }
            }
            case ScalarNode scalar -> texts.put(path, scalar.getValue());
            default -> {}
        }
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
