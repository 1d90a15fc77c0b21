package org.pagurus.simulator.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Comparator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.pagurus.testing.Seeds;

/** What every queue does, beside a sorted set. */
abstract class EventQueueContract {
    private static final Comparator<Entry> BY_TIME_THEN_WORD =
            Comparator.comparingLong(Entry::timeNs).thenComparingLong(Entry::order);

    private record Entry(long timeNs, long order) {}

    abstract EventQueue create();

    @Test
    void isEmptyAtFirst() {
        EventQueue queue = create();
        assertEquals(0, queue.size());
        assertEquals(Long.MAX_VALUE, queue.firstTimeNs());
        assertThrows(NoSuchElementException.class, queue::removeFirst);
    }

    @Test
    void ordersByTimeThenByWord() {
        EventQueue queue = create();
        queue.add(20, 1);
        queue.add(10, 3);
        queue.add(10, 2);
        queue.add(Long.MAX_VALUE, 0);
        queue.add(0, Long.MAX_VALUE);
        assertEquals(0, queue.firstTimeNs());
        assertEquals(Long.MAX_VALUE, queue.removeFirst());
        assertEquals(2, queue.removeFirst());
        assertEquals(3, queue.removeFirst());
        assertEquals(20, queue.firstTimeNs());
        assertEquals(1, queue.removeFirst());
        assertEquals(0, queue.removeFirst());
        assertEquals(0, queue.size());
    }

    @Test
    void takesAnEntryThatIsEarlierThanOneRemoved() {
        EventQueue queue = create();
        queue.add(1000, 1);
        queue.add(2000, 2);
        assertEquals(1, queue.removeFirst());
        queue.add(5, 3);
        assertEquals(5, queue.firstTimeNs());
        assertEquals(3, queue.removeFirst());
        assertEquals(2, queue.removeFirst());
    }

    @Test
    void agreesWithASortedSetWhateverIsDone() {
        Seeds.forEach(60, seed -> new Run(create(), seed).run());
    }

    /** Enough entries for every way of keeping them, spread evenly, unevenly and not at all. */
    @Test
    void sortsManyEntriesWhileTheyComeBackLater() {
        Seeds.forEach(8, seed -> hold(create(), new Random(seed), (int) seed % 4));
    }

    private static void hold(EventQueue queue, Random random, int spread) {
        int entries = 20_000;
        PriorityQueue<Entry> expected = new PriorityQueue<>(BY_TIME_THEN_WORD);
        for (int order = 0; order < entries; order++) {
            long timeNs = increment(random, spread);
            queue.add(timeNs, order);
            expected.add(new Entry(timeNs, order));
        }
        for (int step = 0; step < 3 * entries; step++) {
            Entry first = expected.remove();
            assertEquals(first.timeNs, queue.firstTimeNs());
            assertEquals(first.order, queue.removeFirst());
            long laterNs = first.timeNs + increment(random, spread);
            queue.add(laterNs, first.order);
            expected.add(new Entry(laterNs, first.order));
        }
        queue.removeIf(order -> order % 3 != 0);
        expected.removeIf(entry -> entry.order % 3 != 0);
        assertEquals(expected.size(), queue.size());
        while (!expected.isEmpty()) {
            assertEquals(expected.remove().order, queue.removeFirst());
        }
        assertEquals(0, queue.size());
    }

    private static long increment(Random random, int spread) {
        return switch (spread) {
            case 0 -> random.nextInt(1_000_000_000);
            case 1 -> (long) (-Math.log(1 - random.nextDouble()) * 1e6);
            case 2 -> 1L << random.nextInt(44);
            default -> 1000L * random.nextInt(3);
        };
    }

    /** Random operations on the queue and on the set that it is held against. */
    private static final class Run {
        private static final int STEPS = 4_000;

        private final EventQueue queue;
        private final TreeSet<Entry> expected = new TreeSet<>(BY_TIME_THEN_WORD);
        private final Random random;

        /** How far ahead times usually are: from all equal to years. */
        private final long spanNs;

        private long nowNs;
        private long number;

        Run(EventQueue queue, long seed) {
            this.queue = queue;
            random = new Random(seed);
            spanNs = 1L << random.nextInt(50);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(100)) {
                    case 0 -> burst();
                    case 1 -> drain(random.nextInt(1 + expected.size()));
                    case 2 -> removeSome();
                    case 3 -> add(Long.MAX_VALUE - random.nextInt(3));
                    case 4 -> add(nowNs + random.nextLong(1L << 60));
                    case 5 -> add(random.nextLong(nowNs + 1));
                    default -> {
                        if (random.nextInt(100) < 52) {
                            add(later());
                        } else {
                            drain(1);
                        }
                    }
                }
                assertEquals(expected.size(), queue.size());
            }
            drain(expected.size());
            assertEquals(Long.MAX_VALUE, queue.firstTimeNs());
        }

        /** Many at once, all at one instant or spread over a few. */
        private void burst() {
            long atNs = later();
            long widthNs = 1 + random.nextInt(3);
            for (int count = random.nextInt(500); count > 0; count--) {
                add(atNs + random.nextLong(widthNs));
            }
        }

        private void drain(int count) {
            for (int left = Math.min(count, expected.size()); left > 0; left--) {
                Entry first = expected.removeFirst();
                if (random.nextBoolean()) {
                    assertEquals(first.timeNs, queue.firstTimeNs());
                }
                assertEquals(first.order, queue.removeFirst());
                nowNs = Math.min(first.timeNs, Long.MAX_VALUE >> 2);
            }
        }

        private void removeSome() {
            long share = 1 + random.nextInt(5);
            queue.removeIf(order -> order % share == 0);
            expected.removeIf(entry -> entry.order % share == 0);
        }

        private long later() {
            return nowNs + random.nextLong(spanNs);
        }

        /** Words in no order, as different priorities make them. */
        private void add(long timeNs) {
            long order = (long) random.nextInt(8) << 60 | ++number;
            queue.add(timeNs, order);
            expected.add(new Entry(timeNs, order));
        }
    }
}
