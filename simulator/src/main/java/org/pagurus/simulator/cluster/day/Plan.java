package org.pagurus.simulator.cluster.day;

import java.util.List;

/**
 * What a strategy wants done after a sample.
 *
 * @param switchOn hosts that are off, switched on before anything moves
 * @param moves at most one a guest, in the order in which they are to start
 * @param switchOff hosts to switch off as soon as they are empty, unless guests are sent there
 */
public record Plan(List<Integer> switchOn, List<Move> moves, List<Integer> switchOff) {
    /** Everything is well as it is. */
    public static final Plan NOTHING = new Plan(List.of(), List.of(), List.of());

    public Plan {
        switchOn = List.copyOf(switchOn);
        moves = List.copyOf(moves);
        switchOff = List.copyOf(switchOff);
    }
}
