package org.pagurus.simulator.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {
    /** The values were also computed by a second program, from the published generator. */
    @Test
    void givesTheNumbersItHasAlwaysGiven() {
        assertArrayEquals(
                new long[] {2367135106051005472L, -426444311655318034L, 2056107995322837113L},
                new RandomStreams(1).stream("link.loss").longs(3).toArray());
        assertArrayEquals(
                new long[] {-2226707677531978922L, 7120591874385657492L, 4742236584486435395L},
                new RandomStreams(-1).stream("").longs(3).toArray());
        assertEquals(0.39996429664585664, new RandomStreams(42).stream("schlüssel").nextDouble());
    }

    @Test
    void doesNotDependOnOtherStreams() {
        RandomStreams streams = new RandomStreams(7);
        long[] alone = streams.stream("a").longs(100).toArray();
        RandomGenerator other = streams.stream("b");
        RandomGenerator again = streams.stream("a");
        for (long expected : alone) {
            other.nextLong();
            assertEquals(expected, again.nextLong());
        }
    }

    @Test
    void givesOtherNumbersForOtherNamesAndSeeds() {
        Set<Long> firsts = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            for (int name = 0; name < 100; name++) {
                firsts.add(new RandomStreams(seed).stream("host-" + name).nextLong());
            }
        }
        assertEquals(10_000, firsts.size());
        assertNotEquals(new RandomStreams(1), new RandomStreams(2));
    }

    @Test
    void givesTheSameOnEveryThread() {
        RandomStreams streams = new RandomStreams(3);
        long expected = streams.stream("a").nextLong();
        IntStream.range(0, 64)
                .parallel()
                .forEach(thread -> assertEquals(expected, streams.stream("a").nextLong()));
    }
}
