package org.pagurus.testing;

import java.nio.file.Path;
import java.util.stream.LongStream;

/**
 * Runs a random test once per seed. A failure names its seed and the command that replays that one
 * alone. {@code -Dpagurus.seed=7} and {@code -Dpagurus.seed=1-10000} ask for other seeds.
 */
public final class Seeds {
    private Seeds() {}

    /** A test that draws all its randomness from the seed. */
    @FunctionalInterface
    public interface Body {
        void run(long seed) throws Exception;
    }

    /** Runs the body with the seeds 1 to {@code count}, or with those asked for. */
    public static void forEach(int count, Body body) {
        Class<?> test =
                StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).getCallerClass();
        LongStream seeds = chosen(count);
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

    /** Whether other seeds were asked for. */
    public static boolean areAskedFor() {
        return !asked().isEmpty();
    }

    private static String asked() {
        return System.getProperty("pagurus.seed", "");
    }

    private static LongStream chosen(int count) {
        String asked = asked();
        if (asked.isEmpty()) {
            return LongStream.rangeClosed(1, count);
        }
        int dash = asked.indexOf('-');
        return dash < 0
                ? LongStream.of(Long.parseLong(asked))
                : LongStream.rangeClosed(
                        Long.parseLong(asked.substring(0, dash)),
                        Long.parseLong(asked.substring(dash + 1)));
    }

    /** Surefire runs each module's tests in the module's own folder. */
    private static String replayCommand(Class<?> test, long seed) {
        return "mvn -pl %s -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest=%s -Dpagurus.seed=%d"
                .formatted(Path.of("").toAbsolutePath().getFileName(), test.getSimpleName(), seed);
    }
}
