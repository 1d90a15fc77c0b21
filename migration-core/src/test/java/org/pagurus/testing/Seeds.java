package org.pagurus.testing;

import java.nio.file.Path;
import java.util.stream.LongStream;

/**
 * Runs a random test once per seed. A failure names its seed and the command that replays that one
 * alone.
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
        Class<?> test =
                StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).getCallerClass();
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
                                "failed with seed %d: %s%nreplay: %s"
                                        .formatted(seed, failure, replayCommand(test, seed)),
                                failure);
                    }
                });
    }

    /** Surefire runs each module's tests in the module's own folder. */
    private static String replayCommand(Class<?> test, long seed) {
        return "mvn -pl %s -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest=%s -Dpagurus.seed=%d"
                .formatted(Path.of("").toAbsolutePath().getFileName(), test.getSimpleName(), seed);
    }
}
