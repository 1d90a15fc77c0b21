package org.pagurus.simulator.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.testing.Seeds;

class SimulationTest {
    private static final RunLimits NO_LIMITS = new RunLimits(Long.MAX_VALUE, Long.MAX_VALUE);

    private final Simulation simulation = new Simulation();
    private final List<String> fired = new ArrayList<>();

    private Event note(String what) {
        return nowNs -> fired.add(what + "@" + nowNs);
    }

    @Test
    void firesByTimeThenPriorityThenInsertion() {
        simulation.schedule(20, note("later"));
        simulation.schedule(10, note("normal"));
        simulation.schedule(10, Simulation.LAST_PRIORITY, note("last"));
        simulation.schedule(10, note("normal too"));
        simulation.schedule(10, Simulation.FIRST_PRIORITY, note("first"));
        assertEquals(RunEnd.NOTHING_PENDING, simulation.run(NO_LIMITS));
        assertEquals(
                List.of("first@10", "normal@10", "normal too@10", "last@10", "later@20"), fired);
        assertEquals(20, simulation.nowNs());
        assertEquals(5, simulation.firedEvents());
    }

    @Test
    void firesAtOnceWhatAnEventSchedulesForNow() {
        simulation.schedule(
                10,
                nowNs -> {
                    simulation.schedule(nowNs, note("child"));
                    simulation.schedule(nowNs, Simulation.FIRST_PRIORITY, note("urgent child"));
                });
        simulation.schedule(10, note("sibling"));
        simulation.run(NO_LIMITS);
        assertEquals(List.of("urgent child@10", "sibling@10", "child@10"), fired);
    }

    @Test
    void cancelsAnEventOnce() {
        long kept = simulation.schedule(10, note("kept"));
        long cancelled = simulation.schedule(10, note("cancelled"));
        assertTrue(simulation.isPending(cancelled));
        assertTrue(simulation.cancel(cancelled));
        assertFalse(simulation.cancel(cancelled));
        assertFalse(simulation.isPending(cancelled));
        assertEquals(1, simulation.pendingEvents());
        simulation.run(NO_LIMITS);
        assertEquals(List.of("kept@10"), fired);
        assertFalse(simulation.cancel(kept));
        assertFalse(simulation.cancel(Simulation.NO_EVENT));
    }

    @Test
    void aHandleNamesNoLaterEventOfTheSameSlot() {
        long first = simulation.schedule(10, note("first"));
        simulation.cancel(first);
        long second = simulation.schedule(10, note("second"));
        assertNotEquals(first, second);
        assertFalse(simulation.cancel(first));
        simulation.run(NO_LIMITS);
        long third = simulation.schedule(20, note("third"));
        assertFalse(simulation.cancel(second));
        assertTrue(simulation.isPending(third));
        assertEquals(List.of("second@10"), fired);
    }

    @Test
    void movesAnEventBehindThoseOfItsNewInstant() {
        long moved = simulation.schedule(5, Simulation.FIRST_PRIORITY, note("moved"));
        simulation.schedule(10, note("normal"));
        simulation.schedule(10, Simulation.FIRST_PRIORITY, note("first"));
        long renewed = simulation.reschedule(moved, 10);
        assertFalse(simulation.cancel(moved));
        assertTrue(simulation.isPending(renewed));
        simulation.run(NO_LIMITS);
        assertEquals(List.of("first@10", "moved@10", "normal@10"), fired);
        assertThrows(IllegalArgumentException.class, () -> simulation.reschedule(renewed, 20));
    }

    @Test
    void endsAtTheLatestInstantAndGoesOn() {
        simulation.schedule(10, note("a"));
        simulation.schedule(30, note("b"));
        assertEquals(RunEnd.LATEST_TIME, simulation.run(new RunLimits(20, 100)));
        assertEquals(20, simulation.nowNs());
        assertEquals(RunEnd.NOTHING_PENDING, simulation.run(new RunLimits(30, 100)));
        assertEquals(List.of("a@10", "b@30"), fired);
    }

    @Test
    void endsAfterTheMostEventsAndGoesOn() {
        Event again = nowNs -> fired.add("once@" + nowNs);
        for (int count = 0; count < 5; count++) {
            simulation.schedule(count, again);
        }
        assertEquals(RunEnd.MOST_EVENTS, simulation.run(new RunLimits(100, 3)));
        assertEquals(3, simulation.firedEvents());
        assertEquals(RunEnd.MOST_EVENTS, simulation.run(new RunLimits(100, 0)));
        assertEquals(RunEnd.NOTHING_PENDING, simulation.run(new RunLimits(100, 2)));
        assertEquals(5, fired.size());
    }

    @Test
    void endsWhenAnEventAsksAndGoesOn() {
        simulation.schedule(10, nowNs -> simulation.stop());
        simulation.schedule(10, note("after"));
        assertEquals(RunEnd.STOPPED, simulation.run(NO_LIMITS));
        assertEquals(List.of(), fired);
        assertEquals(RunEnd.NOTHING_PENDING, simulation.run(NO_LIMITS));
        assertEquals(List.of("after@10"), fired);
    }

    @Test
    void goesOnAfterAnEventThatThrows() {
        simulation.schedule(
                10,
                nowNs -> {
                    throw new IllegalStateException("of its own");
                });
        simulation.schedule(11, note("after"));
        IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> simulation.run(NO_LIMITS));
        assertEquals("of its own", thrown.getMessage());
        assertEquals(RunEnd.NOTHING_PENDING, simulation.run(NO_LIMITS));
        assertEquals(List.of("after@11"), fired);
    }

    @Test
    void refusesThePastUnknownPrioritiesAndARunWithinARun() {
        simulation.schedule(
                10,
                nowNs -> {
                    refuses("atNs: expected at least 10, which is now, but found 9", 9, 4);
                    refuses("priority: expected 0 to 7 but found 8", 10, 8);
                    refuses("priority: expected 0 to 7 but found -1", 10, -1);
                    assertThrows(IllegalStateException.class, () -> simulation.run(NO_LIMITS));
                    fired.add("refused");
                });
        simulation.run(NO_LIMITS);
        assertEquals(List.of("refused"), fired);
        assertThrows(IllegalArgumentException.class, () -> new RunLimits(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new RunLimits(0, -1));
    }

    private void refuses(String message, long atNs, int priority) {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> simulation.schedule(atNs, priority, note("never")));
        assertEquals(message, refused.getMessage());
    }

    @Test
    void keepsItsQueueSmallHoweverOftenAnEventIsMoved() {
        EventQueue queue = new HeapQueue();
        Simulation small = new Simulation(queue);
        for (int event = 0; event < 100; event++) {
            small.schedule(1, note("kept"));
        }
        long handle = small.schedule(1, note("moved"));
        for (int move = 0; move < 100_000; move++) {
            handle = small.reschedule(handle, 1 + move);
            assertTrue(queue.size() <= 1024, "entries: " + queue.size());
        }
        small.run(NO_LIMITS);
        assertEquals(101, small.firedEvents());
        assertEquals("moved@100000", fired.getLast());
    }

    /** What fires, and when, is what a sorted list says, over random plans with every operation. */
    @Test
    void agreesWithASortedList() {
        Seeds.forEach(100, seed -> agrees(new Random(seed)));
    }

    private record Planned(long atNs, int priority, int insertion, int name) {}

    private static void agrees(Random random) {
        Simulation simulation = new Simulation();
        List<Integer> fired = new ArrayList<>();
        Map<Integer, Planned> plan = new HashMap<>();
        Map<Integer, Long> handles = new HashMap<>();
        List<Long> dead = new ArrayList<>();
        int insertion = 0;
        for (int step = 0; step < 3_000; step++) {
            int name = random.nextInt(500);
            long atNs = random.nextInt(1_000);
            Planned planned = plan.get(name);
            if (planned == null) {
                int priority = random.nextInt(Simulation.LAST_PRIORITY + 1);
                handles.put(name, simulation.schedule(atNs, priority, nowNs -> fired.add(name)));
                plan.put(name, new Planned(atNs, priority, insertion++, name));
            } else if (random.nextBoolean()) {
                dead.add(handles.get(name));
                handles.put(name, simulation.reschedule(handles.get(name), atNs));
                plan.put(name, new Planned(atNs, planned.priority, insertion++, name));
            } else {
                plan.remove(name);
                dead.add(handles.get(name));
                assertTrue(simulation.cancel(handles.remove(name)));
            }
            if (!dead.isEmpty()) {
                assertFalse(simulation.cancel(dead.get(random.nextInt(dead.size()))));
            }
        }
        simulation.run(NO_LIMITS);
        List<Integer> expected =
                plan.values().stream()
                        .sorted(
                                Comparator.comparingLong(Planned::atNs)
                                        .thenComparingInt(Planned::priority)
                                        .thenComparingInt(Planned::insertion))
                        .map(Planned::name)
                        .toList();
        assertEquals(expected, fired);
    }
}
