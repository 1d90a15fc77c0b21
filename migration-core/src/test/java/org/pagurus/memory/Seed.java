package org.pagurus.memory;

import java.util.Random;

/** The seed of one random test: {@code -Dpagurus.seed=N} replays one, otherwise it is fresh. */
public record Seed(long value) {
    public static Seed fresh() {
        String given = System.getProperty("pagurus.seed", "");
        return new Seed(given.isBlank() ? System.nanoTime() : Long.parseLong(given.strip()));
    }

    /** The numbers of one of the test's independent streams. */
    public Random random(int stream) {
        return new Random(value * 31 + stream);
    }

    /** The end of a failure's message. */
    public String replay(Class<?> test) {
        return " (replay with -Dtest=" + test.getSimpleName() + " -Dpagurus.seed=" + value + ")";
    }
}
