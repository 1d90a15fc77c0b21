package org.pagurus.experiments.scenario.yaml;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Where in a file something stands.
 *
 * @param file as the person named it
 * @param line from 1
 * @param path the field, such as {@code migrations[0].to}; empty for the whole file
 */
public record Place(String file, int line, String path) {
    private static final int MAX_VALUE_CHARS = 80;
    private static final int MAX_FOUND_CHARS = 300;

    Place(String file) {
        this(file, 1, "");
    }

    /** A field of this. */
    public Place field(String name) {
        return new Place(file, line, path.isEmpty() ? name : path + "." + name);
    }

    Place element(int index) {
        return new Place(file, line, path + "[" + index + "]");
    }

    /** The same at the line where a node begins. */
    Place at(Node node) {
        return new Place(file, lineOf(node), path);
    }

    /** The same line by another name of the field. */
    public Place named(String otherPath) {
        return new Place(file, line, otherPath);
    }

    /** The error that something else was expected here. */
    public YamlException wrong(String expected, Object found) {
        return says(
                "expected "
                        + expected
                        + " but found "
                        + printable(String.valueOf(found), MAX_FOUND_CHARS));
    }

    /**
     * The error with this text about what stands here.
     *
     * @param problem what was expected and what was found, on one line
     */
    public YamlException says(String problem) {
        return new YamlException(this, problem);
    }

    /** What the error begins with. */
    String head() {
        return file + ":" + line + ": " + (path.isEmpty() ? "" : path + ": ");
    }

    static int lineOf(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    /** What the file has, on one line and not too long. */
    static String printable(String text) {
        return printable(text, MAX_VALUE_CHARS);
    }

    private static String printable(String text, int maxChars) {
        String cut = text.length() > maxChars ? text.substring(0, maxChars) + "..." : text;
        return cut.replaceAll("\\s+", " ").replaceAll("\\p{C}", "?");
    }
}
