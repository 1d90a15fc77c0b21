package org.pagurus.experiments.cli;

import java.util.List;
import java.util.function.Function;

/** What {@code --only NAME} leaves of many. */
final class Chosen {
    private Chosen() {}

    /**
     * Those whose names begin with one of these, or all where there are none.
     *
     * @throws CommandException when no name begins so
     */
    static <T> List<T> of(List<T> all, Function<T, String> name, List<String> only)
            throws CommandException {
        List<T> chosen =
                all.stream()
                        .filter(
                                each ->
                                        only.isEmpty()
                                                || only.stream()
                                                        .anyMatch(name.apply(each)::startsWith))
                        .toList();
        CommandException.expect(
                !chosen.isEmpty(),
                "--only",
                "the beginning of one of " + all.stream().map(name).toList(),
                only);
        return chosen;
    }
}
