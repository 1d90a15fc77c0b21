package org.pagurus.experiments.scenario.yaml;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Which known name a person may have meant: the one with the fewest letters to change. */
final class NearestName {
    private static final int MAX_CHARS = 64;

    private NearestName() {}

    /** The nearest by Levenshtein's distance, the first of several; null when none is near. */
    static @Nullable String of(String name, Collection<String> known) {
        if (name.length() > MAX_CHARS) {
            return null;
        }
        String nearest = null;
        // Of three letters, one may be wrong.
        int least = 1 + name.length() / 3;
        for (String candidate : known) {
            int distance = distance(name, candidate);
            if (distance < least || nearest == null && distance == least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** How many letters must be put in, taken out or exchanged. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int at = 1; at <= from.length(); at++) {
            int diagonal = row[0];
            row[0] = at;
            for (int column = 1; column < row.length; column++) {
                int exchanged = diagonal + (from.charAt(at - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(exchanged, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[to.length()];
    }
}
