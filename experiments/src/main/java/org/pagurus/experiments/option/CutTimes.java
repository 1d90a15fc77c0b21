package org.pagurus.experiments.option;

/**
 * When something is cut and for how long: {@code 1s,500ms}.
 *
 * @param at from the start
 * @param duration more than 0, at most {@value #MAX_SECONDS} s, as {@code at}
 */
public record CutTimes(DurationOption at, DurationOption duration) {
    private static final long MAX_SECONDS = 86_400;
    private static final long NS_PER_SECOND = 1_000_000_000;

    /**
     * Reads both times.
     *
     * @throws IllegalArgumentException with one line: what was expected and what was found
     */
    public static CutTimes parse(String text) {
        int comma = text.indexOf(',');
        if (comma < 0) {
            throw malformed(text);
        }
        DurationOption at = DurationOption.parse(text.substring(0, comma));
        DurationOption duration = DurationOption.parse(text.substring(comma + 1));
        if (duration.ns() == 0
                || duration.ns() > MAX_SECONDS * NS_PER_SECOND
                || at.ns() > MAX_SECONDS * NS_PER_SECOND) {
            throw malformed(text);
        }
        return new CutTimes(at, duration);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "expected two times of up to a day such as 1s,500ms, the second not 0, found '"
                        + text
                        + "'");
    }
}
