package org.pagurus.simulator.strategy.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pagurus.simulator.cluster.ClusterView.NONE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.pagurus.testing.Seeds;

class HostOrderTest {
    @Test
    void findsWhatLookingAtEveryHostFinds() {
        Seeds.forEach(100, HostOrderTest::randomHosts);
    }

    /** Alone, or as the first of its kind by the way for many. */
    private static void insertSomehow(HostOrder order, SplittableRandom random, int host) {
        if (order.isEmpty(host % 2) && random.nextBoolean()) {
            order.insertAll(host % 2, new int[] {host});
        } else {
            order.insert(host % 2, host);
        }
    }

    /** All at once, in no order, is the same as one by one. */
    @Test
    void insertsManyAtOnce() {
        Seeds.forEach(50, HostOrderTest::randomInsertion);
    }

    private static void randomInsertion(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = random.nextInt(1, 200);
        HostOrder order = new HostOrder(1, count, new long[] {0});
        List<Integer> hosts = new ArrayList<>();
        double[] load = new double[count];
        for (int host = 0; host < count; host++) {
            load[host] = someLoad(random);
            order.describe(host, load[host], 0, host);
            hosts.add(host);
        }
        Collections.shuffle(hosts, new Random(seed));
        order.insertAll(0, hosts.stream().mapToInt(host -> host).toArray());
        hosts.sort(Comparator.<Integer>comparingDouble(host -> load[host]).thenComparing(h -> h));
        for (int host : hosts) {
            assertEquals(host, order.first(0, -1, 20, 0, 0));
            assertEquals(hosts.getLast(), order.last(0, -1, 20, 0, 0));
            order.remove(0, host);
        }
        assertTrue(order.isEmpty(0));
    }

    /** Some are equal, some all but equal, some as far below 0 as rounding may take them. */
    private static double someLoad(SplittableRandom random) {
        double load = random.nextInt(20) / 16.0;
        return switch (random.nextInt(4)) {
            case 0 -> load + random.nextInt(3) * Math.ulp(load);
            case 1 -> -random.nextInt(3) * 1e-17;
            default -> load;
        };
    }

    /** All sizes that are asked for, or only some. */
    private static long[] levels(SplittableRandom random) {
        return random.nextBoolean() ? new long[] {0, 1, 2, 3, 4} : new long[] {0, 3};
    }

    private static void randomHosts(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int hosts = random.nextInt(1, 60);
        HostOrder order = new HostOrder(2, hosts, levels(random));
        boolean[] isIn = new boolean[hosts];
        double[] load = new double[hosts];
        long[] bytes = new long[hosts];
        double[] mips = new double[hosts];
        for (int step = 0; step < 300; step++) {
            int host = random.nextInt(hosts);
            if (isIn[host]) {
                order.remove(host % 2, host);
            } else {
                // Few different values, so that many are equal.
                load[host] = random.nextInt(8) / 8.0;
                bytes[host] = random.nextInt(5);
                mips[host] = random.nextInt(5);
                order.describe(host, load[host], bytes[host], mips[host]);
                insertSomehow(order, random, host);
            }
            isIn[host] = !isIn[host];

            double from = random.nextInt(9) / 8.0;
            double to = random.nextInt(9) / 8.0;
            long needBytes = random.nextInt(5);
            double needMips = random.nextInt(5);
            int first = NONE;
            int last = NONE;
            for (int i = step % 2; i < hosts; i += 2) {
                if (isIn[i]
                        && load[i] >= from
                        && load[i] <= to
                        && bytes[i] >= needBytes
                        && mips[i] >= needMips) {
                    if (first == NONE || load[i] < load[first]) {
                        first = i;
                    }
                    if (last == NONE || load[i] >= load[last]) {
                        last = i;
                    }
                }
            }
            assertEquals(first, order.first(step % 2, from, to, needBytes, needMips));
            assertEquals(last, order.last(step % 2, from, to, needBytes, needMips));
        }
    }
}
