package org.pagurus.simulator.fault;

/**
 * Seeds one after the other.
 *
 * @param first 0 or more
 * @param last {@code first} or more
 */
public record SeedRange(long first, long last) {
    /** What {@link #parse} takes, for a message. */
    public static final String FORM = "a seed such as 7, or a range of them such as 1..10000";

    private static final String NUMBER = "[0-9]{1,18}";

    public SeedRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException(
                    "expected the first seed not to come behind the last but found "
                            + first
                            + ".."
                            + last);
        }
    }

    /**
     * Reads {@code 7}, {@code 1..10000} or {@code 1-10000}.
     *
     * @throws IllegalArgumentException says what was expected
     */
    public static SeedRange parse(String text) {
        String[] ends = text.split("\\.\\.|-", -1);
        if (ends.length > 2 || !ends[0].matches(NUMBER) || !ends[ends.length - 1].matches(NUMBER)) {
            throw new IllegalArgumentException("expected " + FORM + " but found '" + text + "'");
        }
        return new SeedRange(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
    }

    public long count() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first + ".." + last;
    }
}
