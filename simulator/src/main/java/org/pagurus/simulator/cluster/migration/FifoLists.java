package org.pagurus.simulator.cluster.migration;

import java.util.Arrays;
import org.pagurus.simulator.cluster.ClusterView;

/** Many queues of small numbers, each number in one at most, linked through one array. */
final class FifoLists {
    private final int[] next;
    private final int[] first;
    private final int[] last;

    FifoLists(int lists, int numbers) {
        next = new int[numbers];
        first = new int[lists];
        last = new int[lists];
        Arrays.fill(first, ClusterView.NONE);
    }

    boolean isEmpty(int list) {
        return first[list] == ClusterView.NONE;
    }

    void add(int list, int number) {
        next[number] = ClusterView.NONE;
        if (isEmpty(list)) {
            first[list] = number;
        } else {
            next[last[list]] = number;
        }
        last[list] = number;
    }

    /** The oldest, or {@link ClusterView#NONE}. */
    int poll(int list) {
        int number = first[list];
        if (number != ClusterView.NONE) {
            first[list] = next[number];
        }
        return number;
    }
}
