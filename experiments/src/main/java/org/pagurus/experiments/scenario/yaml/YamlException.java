package org.pagurus.experiments.scenario.yaml;

/** A file that is not as expected; the message is one line: file, line, field, expected, found. */
public final class YamlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final String problem;

    YamlException(Place place, String problem) {
        super(place.head() + problem);
        this.place = place;
        this.problem = problem;
    }

    /** Where the file is not as expected. */
    public Place place() {
        return place;
    }

    /** The message behind file, line and field: expected, found. */
    public String problem() {
        return problem;
    }
}
