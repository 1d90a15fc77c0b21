package org.pagurus.experiments.scenario.yaml;

/** A file that is not as expected; the message is one line: file, line, field, expected, found. */
public final class YamlException extends Exception {
    private static final long serialVersionUID = 1L;

    YamlException(String message) {
        super(message);
    }
}
