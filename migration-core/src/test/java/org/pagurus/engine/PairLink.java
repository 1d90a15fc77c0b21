package org.pagurus.engine;

import java.util.random.RandomGenerator;

/**
 * The network between two engines on virtual time: channels that keep their order, take time, and
 * break all at once. What is on its way when the link breaks is lost; either side hears of it some
 * time later.
 */
final class PairLink {
    private final VirtualTime time;
    private final RandomGenerator random;
    private final long latencyNs;
    private final long bytesPerSecond;

    /** Counts connections: what belongs to an earlier one is lost. */
    private int epoch;

    private boolean up = true;
    private boolean connected = true;

    PairLink(VirtualTime time, RandomGenerator random, long latencyNs, long bytesPerSecond) {
        this.time = time;
        this.random = random;
        this.latencyNs = latencyNs;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** One direction of one stream. */
    final class Channel {
        private long freeAtNs;
        private int channelEpoch = -1;

        /** Sends; {@code delivered} runs when it arrives, unless the connection breaks first. */
        void send(long bytes, Runnable delivered) {
            if (!connected) {
                return;
            }
            if (channelEpoch != epoch) {
                channelEpoch = epoch;
                freeAtNs = 0;
            }
            int sentEpoch = epoch;
            long jitterNs = random.nextLong(latencyNs / 4 + 1);
            long transferNs = bytes * 1_000_000_000L / bytesPerSecond;
            freeAtNs = Math.max(freeAtNs, time.nowNs() + latencyNs + jitterNs) + transferNs;
            time.after(
                    freeAtNs - time.nowNs(),
                    () -> {
                        if (sentEpoch == epoch && connected) {
                            delivered.run();
                        }
                    });
        }
    }

    boolean isUp() {
        return up;
    }

    /** Breaks every connection now and lets none be made for so long. */
    void cut(long downNs, Runnable sourceHears, Runnable destinationHears) {
        if (!connected) {
            return;
        }
        connected = false;
        epoch++;
        up = false;
        time.after(random.nextLong(latencyNs * 3 + 1), sourceHears);
        time.after(random.nextLong(latencyNs * 3 + 1), destinationHears);
        time.after(downNs, () -> up = true);
    }

    /** The source connects again. */
    void connect() {
        epoch++;
        connected = true;
    }
}
