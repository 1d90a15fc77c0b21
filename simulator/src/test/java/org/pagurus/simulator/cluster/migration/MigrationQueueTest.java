package org.pagurus.simulator.cluster.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pagurus.simulator.cluster.ClusterView.NONE;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.pagurus.testing.Seeds;

class MigrationQueueTest {
    @Test
    void aHostSendsAndTakesSoManyAtOnce() {
        MigrationQueue queue = new MigrationQueue(4, 5, new MigrationLimits(1, 2, 10));
        queue.offer(0, 0, 3);
        queue.offer(1, 0, 3);
        queue.offer(2, 1, 3);
        queue.offer(3, 2, 3);

        assertEquals(List.of(0, 2), polled(queue));
        assertEquals(2, queue.running());
        assertEquals(2, queue.waiting());

        queue.finished(2);
        assertEquals(List.of(3), polled(queue));
        queue.finished(0);
        assertEquals(List.of(1), polled(queue));
        assertEquals(0, queue.waiting());
    }

    @Test
    void theClusterHasALimit() {
        MigrationQueue queue = new MigrationQueue(6, 3, new MigrationLimits(1, 1, 2));
        queue.offer(0, 0, 1);
        queue.offer(1, 2, 3);
        queue.offer(2, 4, 5);

        assertEquals(List.of(0, 1), polled(queue));
        queue.finished(1);
        assertEquals(List.of(2), polled(queue));
    }

    @Test
    void theOldestGoesFirst() {
        MigrationQueue queue = new MigrationQueue(5, 4, new MigrationLimits(1, 4, 10));
        for (int guest = 3; guest >= 0; guest--) {
            queue.offer(guest, 0, 1 + guest);
        }
        for (int guest = 3; guest >= 0; guest--) {
            assertEquals(List.of(guest), polled(queue));
            queue.finished(guest);
        }
    }

    @Test
    void aGuestHasOneMigration() {
        MigrationQueue queue = new MigrationQueue(3, 1, new MigrationLimits(1, 1, 1));
        queue.offer(0, 0, 1);
        assertEquals(
                "guest 0: expected no migration but found one to host 1",
                assertThrows(IllegalArgumentException.class, () -> queue.offer(0, 0, 2))
                        .getMessage());
        queue.poll();
        queue.finished(0);
        assertThrows(IllegalArgumentException.class, () -> queue.finished(0));
        assertThrows(IllegalArgumentException.class, () -> new MigrationLimits(0, 1, 1));
    }

    /** Nothing waits while all that it needs is free; no limit is passed; all get their turn. */
    @Test
    void neverIdlesAndNeverPassesALimit() {
        Seeds.forEach(200, MigrationQueueTest::randomTraffic);
    }

    private static void randomTraffic(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int hosts = random.nextInt(2, 8);
        int guests = 40;
        MigrationLimits limits =
                new MigrationLimits(
                        random.nextInt(1, 4), random.nextInt(1, 4), random.nextInt(1, 8));
        MigrationQueue queue = new MigrationQueue(hosts, guests, limits);
        int[] from = new int[guests];
        int[] to = new int[guests];
        List<Integer> idle = new ArrayList<>();
        List<Integer> waiting = new ArrayList<>();
        List<Integer> running = new ArrayList<>();
        for (int guest = 0; guest < guests; guest++) {
            idle.add(guest);
        }
        for (int step = 0; step < 500; step++) {
            if (!idle.isEmpty() && (running.isEmpty() || random.nextInt(3) > 0)) {
                int guest = idle.remove(random.nextInt(idle.size()));
                from[guest] = random.nextInt(hosts);
                to[guest] = (from[guest] + random.nextInt(1, hosts)) % hosts;
                queue.offer(guest, from[guest], to[guest]);
                waiting.add(guest);
            } else {
                int guest = running.remove(random.nextInt(running.size()));
                queue.finished(guest);
                idle.add(guest);
            }
            for (int guest : polled(queue)) {
                assertTrue(waiting.remove((Integer) guest), "polled twice: " + guest);
                running.add(guest);
            }
            int[] out = new int[hosts];
            int[] in = new int[hosts];
            for (int guest : running) {
                out[from[guest]]++;
                in[to[guest]]++;
            }
            for (int host = 0; host < hosts; host++) {
                assertTrue(out[host] <= limits.outPerHost() && in[host] <= limits.inPerHost());
            }
            assertTrue(running.size() <= limits.perCluster());
            for (int guest : waiting) {
                assertTrue(
                        out[from[guest]] == limits.outPerHost()
                                || in[to[guest]] == limits.inPerHost()
                                || running.size() == limits.perCluster(),
                        "waits for nothing: " + guest);
            }
            assertEquals(waiting.size(), queue.waiting());
            assertEquals(running.size(), queue.running());
        }
    }

    private static List<Integer> polled(MigrationQueue queue) {
        List<Integer> guests = new ArrayList<>();
        for (int guest = queue.poll(); guest != NONE; guest = queue.poll()) {
            guests.add(guest);
        }
        return guests;
    }
}
