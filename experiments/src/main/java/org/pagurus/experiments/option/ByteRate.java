package org.pagurus.experiments.option;

/**
 * Bytes per second: a {@link ByteSize}, with or without {@code /s} behind it.
 *
 * @param bytesPerSecond 0 or more
 */
public record ByteRate(long bytesPerSecond) {
    private static final String PER_SECOND = "/s";

    /**
     * Reads a rate.
     *
     * @throws IllegalArgumentException with one line: what was expected and what was found
     */
    public static ByteRate parse(String text) {
        String size =
                text.endsWith(PER_SECOND)
                        ? text.substring(0, text.length() - PER_SECOND.length())
                        : text;
        try {
            return new ByteRate(ByteSize.parse(size).bytes());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected bytes per second such as 125MB or 50MiB/s, found '" + text + "'", e);
        }
    }

    @Override
    public String toString() {
        return new ByteSize(bytesPerSecond) + PER_SECOND;
    }
}
