package org.pagurus.testing;

import java.util.stream.LongStream;

/**
 * Runs a random test once per seed. A failure names its seed; {@code -Dpagurus.seed=N} replays that
 * one alone.
 */
public final class Seeds {
    private Seeds() {}

    /** A test that draws all its randomness from the seed. */
    @FunctionalInterface
    public interface Body {
        void run(long seed) throws Exception;
    }

    /** Runs the body with the seeds 1 to {@code count}, or with the one asked for. */
    public static void forEach(int count, Body body) {
        String replayed = System.getProperty("pagurus.seed", "");
        LongStream seeds =
                replayed.isEmpty()
                        ? LongStream.rangeClosed(1, count)
                        : LongStream.of(Long.parseLong(replayed));
        seeds.forEach(
                seed -> {
                    try {
                        body.run(seed);
                    } catch (Exception | AssertionError failure) {
                        throw new AssertionError(
                                "failed with seed "
                                        + seed
                                        + "; replay with -Dpagurus.seed="
                                        + seed
                                        + ": "
                                        + failure.getMessage(),
                                failure);
                    }
                });
    }
}
