package org.pagurus.experiments.plan.words;

import java.util.List;

/**
 * Settings as a tool is told them.
 *
 * @param tool its name
 * @param lines to type or to write into a file
 * @param differences what has no counterpart there, or another meaning; a sentence each
 */
public record Wording(String tool, List<String> lines, List<String> differences) {
    public Wording {
        lines = List.copyOf(lines);
        differences = List.copyOf(differences);
    }
}
