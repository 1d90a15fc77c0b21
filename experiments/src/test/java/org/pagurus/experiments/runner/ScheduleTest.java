package org.pagurus.experiments.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.pagurus.experiments.results.RunKey;
import org.pagurus.experiments.scenario.sweep.Repetitions;

class ScheduleTest {
    private static final Repetitions UNTIL = new Repetitions(4, 30, 0.05, "totalTimeNs", 0.95);

    /** Whatever is finished first, and whatever was finished before, the same runs are made. */
    @Test
    void whatIsRunDependsOnValuesAlone() throws Exception {
        Map<RunKey, Double> usual = all(new Schedule(12, UNTIL, known(Map.of())), new Random(1), 1);
        assertTrue(usual.size() > 60 && usual.size() < 12 * 30, "" + usual.size());
        for (int seed = 2; seed < 40; seed++) {
            Random random = new Random(seed);
            Map<RunKey, Double> before = new HashMap<>();
            for (RunKey key : usual.keySet()) {
                if (random.nextBoolean()) {
                    before.put(key, value(key));
                }
            }
            Schedule schedule = new Schedule(12, UNTIL, known(before));
            Map<RunKey, Double> made = all(schedule, random, 1 + random.nextInt(9));
            Map<RunKey, Double> together = new TreeMap<>(made);
            together.putAll(before);
            assertEquals(usual, together, "seed " + seed);
            assertEquals(usual.size() - before.size(), made.size(), "seed " + seed);
            assertEquals(usual.size(), schedule.expected(), "seed " + seed);
        }
    }

    @Test
    void repetitionsGoOnInBatchesUntilThereAreEnough() throws Exception {
        // Point 0 is the same each time, point 1 never settles.
        Map<Integer, TreeSet<Integer>> repetitions = new TreeMap<>();
        Schedule schedule = new Schedule(2, UNTIL, known(Map.of()));
        for (RunKey key = schedule.peek(); key != null; key = schedule.peek()) {
            schedule.take();
            repetitions
                    .computeIfAbsent(key.point(), point -> new TreeSet<>())
                    .add(key.repetition());
            double value = key.point() == 0 ? 100 : Math.pow(10, key.repetition() % 2);
            schedule.finished(key, value);
        }
        assertEquals(4, repetitions.get(0).size());
        assertEquals(30, repetitions.get(1).size());
    }

    @Test
    void nothingIsReadyWhileABatchIsUnderWay() throws Exception {
        Schedule schedule = new Schedule(1, UNTIL, known(Map.of()));
        List<RunKey> batch = new ArrayList<>();
        for (RunKey key = schedule.peek(); key != null; key = schedule.peek()) {
            schedule.take();
            batch.add(key);
        }
        assertEquals(4, batch.size());
        for (RunKey key : batch) {
            assertNull(schedule.peek());
            schedule.finished(key, key.repetition());
        }
        assertEquals(new RunKey(0, 4), schedule.peek());
    }

    /** A point whose migrations never end well has no value; the maximum ends it. */
    @Test
    void pointsWithoutAValueAreRunToTheMaximum() throws Exception {
        Schedule schedule = new Schedule(1, UNTIL, known(Map.of()));
        int made = 0;
        for (RunKey key = schedule.peek(); key != null; key = schedule.peek()) {
            schedule.take();
            schedule.finished(key, Double.NaN);
            made++;
        }
        assertEquals(30, made);
    }

    @Test
    void aFixedNumberIsRunWhateverComesOfIt() throws Exception {
        Schedule schedule = new Schedule(3, Repetitions.of(2, "totalTimeNs"), known(Map.of()));
        assertEquals(6, all(schedule, new Random(1), 3).size());
        assertEquals(6, schedule.expected());
    }

    private static Map<RunKey, Double> all(Schedule schedule, Random random, int atATime)
            throws Exception {
        Map<RunKey, Double> made = new TreeMap<>();
        List<RunKey> underWay = new ArrayList<>();
        while (true) {
            while (underWay.size() < atATime && schedule.peek() != null) {
                underWay.add(schedule.peek());
                schedule.take();
            }
            if (underWay.isEmpty()) {
                return made;
            }
            RunKey key = underWay.remove(random.nextInt(underWay.size()));
            made.put(key, value(key));
            schedule.finished(key, value(key));
        }
    }

    private static double value(RunKey key) {
        Random random = new Random(31L * key.point() + key.repetition());
        return 100 + key.point() * random.nextGaussian();
    }

    private static Schedule.Known known(Map<RunKey, Double> values) {
        return new Schedule.Known() {
            @Override
            public boolean contains(RunKey key) {
                return values.containsKey(key);
            }

            @Override
            public double value(RunKey key) {
                return values.get(key);
            }
        };
    }
}
