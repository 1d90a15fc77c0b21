package org.pagurus.transport.net;

/**
 * What a virtual switch holds at most.
 *
 * @param maxPorts connections at a time; more are closed at once
 * @param maxMacs MACs learned; frames to others are flooded
 * @param outputBytes frames waiting to leave one port, in bytes; the frame that passes this limit
 *     is still taken, the ones after it are dropped until it has drained
 */
public record SwitchLimits(int maxPorts, int maxMacs, int outputBytes) {
    public static final SwitchLimits DEFAULT = new SwitchLimits(64, 1024, 1 << 20);

    public SwitchLimits {
        check("maxPorts", maxPorts, 1, 4096);
        check("maxMacs", maxMacs, 1, 1 << 20);
        check("outputBytes", outputBytes, 1, 1 << 28);
    }

    private static void check(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    field + " must be " + min + " to " + max + " but is " + value);
        }
    }
}
