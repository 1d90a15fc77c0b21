package org.pagurus.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.RoundStatistics;

/**
 * What holds of every decision, whatever the rounds were: histories are random, with links and
 * guests that change from round to round, empty rounds and rounds that took no time. A failure
 * prints its seed; {@code -Dpagurus.seed=N} replays it.
 */
class AnyHistoryTest {
    private static final int SEEDS = 3000;

    static List<ConvergencePolicy> policies() {
        return ConvergencePolicies.all();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void decisionsKeepWithinTheirLimits(ConvergencePolicy policy) {
        String replay = System.getProperty("pagurus.seed", "");
        LongStream seeds =
                replay.isEmpty()
                        ? LongStream.range(0, SEEDS)
                        : LongStream.of(Long.parseLong(replay));
        seeds.forEach(seed -> check(policy, new Random(seed), "-Dpagurus.seed=" + seed));
    }

    /** Sketches and what is left out when nothing hangs on it change no decision, to the bit. */
    @Test
    void predictiveDecidesAsIfEveryForecastWereMade() {
        for (long seed = 0; seed < 4 * SEEDS; seed++) {
            Random random = new Random(seed);
            ConvergenceLimits limits = limits(random);
            Situation situation =
                    seed % 2 == 0
                            ? situation(random, limits.maxRounds())
                            : steady(random, limits.maxRounds());
            String context = "-Dpagurus.seed=" + seed + ": " + limits + " " + situation;
            assertEquals(
                    PlainPredictive.decide(situation, limits),
                    new PredictivePolicy().decide(situation, limits),
                    context);
            assertEquals(
                    DirtyPageModel.plainFit(situation.rounds()),
                    DirtyPageModel.fit(situation.rounds()),
                    context);
        }
    }

    /** A guest that goes on as it did: what most forecasts are about. */
    private static Situation steady(Random random, int maxRounds) {
        long memoryPages = 10_000 + random.nextInt(1_000_000);
        double set = memoryPages * random.nextDouble();
        double rewrites = Math.exp(random.nextDouble() * 8 - 4);
        double firstTime = random.nextInt(3) == 0 ? 0 : memoryPages * 0.1 * random.nextDouble();
        double pagesPerSecond = 1000 + random.nextInt(200_000);
        int count = 1 + random.nextInt(maxRounds);
        List<RoundStatistics> rounds = new ArrayList<>();
        double pending = memoryPages;
        double shareBefore = 0;
        for (int i = 0; i < count; i++) {
            double seconds = pending / pagesPerSecond + 0.001;
            double share = 1 - Math.exp(-rewrites * seconds);
            double dirtied = Math.min(memoryPages, set * share + firstTime * seconds);
            long pages = Math.round(pending);
            rounds.add(
                    new RoundStatistics(
                            i,
                            pages,
                            0,
                            pages * EncodedPageSize.RAW_PAGE_BYTES,
                            Math.round(seconds * 1e9),
                            random.nextInt(2),
                            Math.round(dirtied),
                            Math.round(Math.min(dirtied, set * share * shareBefore)),
                            Math.round(dirtied),
                            0,
                            CodecCounts.NONE));
            shareBefore = share;
            pending = dirtied;
        }
        double linkRate = pagesPerSecond * EncodedPageSize.RAW_PAGE_BYTES;
        return new Situation(memoryPages, rounds, linkRate, FixedDowntimes.STARTING_VALUES);
    }

    private static void check(ConvergencePolicy policy, Random random, String seed) {
        ConvergenceLimits limits = limits(random);
        Situation situation = situation(random, limits.maxRounds());
        String context = seed + ": " + policy.name() + " " + limits + " " + situation;

        Decision decision = policy.decide(situation, limits);

        assertEquals(decision, policy.decide(situation, limits), context);
        switch (decision) {
            case Decision.NextRound next -> {
                assertTrue(situation.rounds().size() < limits.maxRounds(), context);
                assertTrue(next.throttlePercent() >= 0, context);
                assertTrue(next.throttlePercent() <= limits.maxThrottlePercent(), context);
            }
            case Decision.StopAndCopy stop -> {
                long expectedNs = ExpectedDowntime.of(situation).totalNs();
                boolean checksTheLimit = policy instanceof PredictivePolicy;
                assertTrue(
                        !checksTheLimit || expectedNs <= limits.maxDowntimeLimitNs(),
                        () -> stop + " with " + expectedNs + " ns, " + context);
            }
            case Decision.GiveUp giveUp -> {
                long bestNs = BestMoment.of(situation).expected().totalNs();
                assertTrue(giveUp.sufficientDowntimeLimitNs() >= bestNs, context);
                assertTrue(giveUp.reason().indexOf('\n') < 0, context);
            }
        }
    }

    private static ConvergenceLimits limits(Random random) {
        long limitNs = 1 + magnitude(random, 34);
        return new ConvergenceLimits(
                limitNs,
                limitNs + (random.nextBoolean() ? 0 : magnitude(random, 34)),
                random.nextBoolean() ? 0 : random.nextInt(100),
                1 + random.nextInt(40));
    }

    private static Situation situation(Random random, int maxRounds) {
        long memoryPages = 1 + magnitude(random, 36);
        int maxThrottle = random.nextBoolean() ? 0 : random.nextInt(100);
        int count = 1 + random.nextInt(maxRounds);
        List<RoundStatistics> rounds = new ArrayList<>();
        int throttlePercent = 0;
        for (int i = 0; i < count; i++) {
            long pages = random.nextLong(memoryPages + 1);
            long dirtied = Math.min(memoryPages, magnitude(random, 36));
            long repeated = i == 0 ? 0 : random.nextLong(dirtied + 1);
            long left = random.nextLong(memoryPages - dirtied + 1);
            rounds.add(
                    new RoundStatistics(
                            i,
                            pages,
                            random.nextLong(pages + 1),
                            pages * random.nextInt(1, 4200),
                            magnitude(random, 44),
                            random.nextBoolean() ? 0 : random.nextLong(memoryPages - pages + 1),
                            dirtied,
                            repeated,
                            dirtied + (random.nextBoolean() ? 0 : left),
                            throttlePercent,
                            CodecCounts.NONE));
            if (random.nextInt(4) == 0) {
                throttlePercent = random.nextInt(throttlePercent, maxThrottle + 1);
            }
        }
        double linkRate = 1 + magnitude(random, 36);
        return new Situation(memoryPages, rounds, linkRate, FixedDowntimes.STARTING_VALUES);
    }

    /** A number of any size up to 2 to the power of {@code maxBits}; 0 among them. */
    private static long magnitude(Random random, int maxBits) {
        return random.nextLong(1L << random.nextInt(maxBits + 1));
    }
}
