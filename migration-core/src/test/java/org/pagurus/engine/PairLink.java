package org.pagurus.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.pagurus.engine.page.PageReceiver;

/**
 * The network between two engines on virtual time: connections of channels that keep their order,
 * take time, and break all at once. What is on its way when a connection breaks is lost, or some of
 * it still comes; either side hears of it some time later.
 */
final class PairLink {
    /** Longer than it takes to connect again. */
    private static final long MOST_LATE_NS = 200_000_000;

    private final VirtualTime time;
    private final RandomGenerator random;
    private final long latencyNs;
    private final long bytesPerSecond;
    private final int streams;
    private boolean up = true;

    /** The share of broken connections of which some frames and messages still come. */
    double lingers;

    /** The share of frames and messages that are held up, and those behind them. */
    double delays;

    PairLink(
            VirtualTime time,
            RandomGenerator random,
            long latencyNs,
            long bytesPerSecond,
            int streams) {
        this.time = time;
        this.random = random;
        this.latencyNs = latencyNs;
        this.bytesPerSecond = bytesPerSecond;
        this.streams = streams;
    }

    /** What becomes of something that was sent. */
    interface Arrival {
        void whole();

        /** The connection broke, and no more than the beginning of it has come. */
        default void part() {}
    }

    /** The control stream and the page streams of one connection. */
    final class Connection {
        final Channel toDestination = new Channel(this);
        final Channel toSource = new Channel(this);
        final List<Channel> pages = new ArrayList<>();

        /** Takes the frames at the destination; null before the page streams are connected. */
        List<PageReceiver> receivers;

        private boolean broken;

        Connection() {
            for (int i = 0; i < streams; i++) {
                pages.add(new Channel(this));
            }
        }

        boolean isBroken() {
            return broken;
        }

        /** Breaks it; both sides hear of it later. */
        void breakOff(Runnable sourceHears, Runnable destinationHears) {
            if (broken) {
                return;
            }
            broken = true;
            boolean some = lingers > 0 && random.nextDouble() < lingers;
            toDestination.breakOff(some);
            toSource.breakOff(some);
            pages.forEach(channel -> channel.breakOff(some));
            time.after(random.nextLong(latencyNs * 3 + 1), sourceHears);
            time.after(random.nextLong(latencyNs * 3 + 1), destinationHears);
        }
    }

    /** One direction of one stream. */
    final class Channel {
        private final Connection connection;
        private long freeAtNs;
        private long sent;
        private long arrived;

        /** How many come whole; the next one comes in part. */
        private long limit = Long.MAX_VALUE;

        /** How much later what still comes from a broken connection comes. */
        private long lateNs;

        Channel(Connection connection) {
            this.connection = connection;
        }

        void send(long bytes, Arrival arrival) {
            if (connection.broken) {
                return;
            }
            long number = sent++;
            long jitterNs = random.nextLong(latencyNs / 4 + 1);
            if (delays > 0 && random.nextDouble() < delays) {
                jitterNs += random.nextLong(100_000_000);
            }
            long transferNs = bytes * 1_000_000_000L / bytesPerSecond;
            freeAtNs = Math.max(freeAtNs, time.nowNs() + latencyNs + jitterNs) + transferNs;
            time.after(
                    freeAtNs - time.nowNs(),
                    () -> {
                        if (lateNs > 0) {
                            time.after(lateNs, () -> arrive(number, arrival));
                        } else {
                            arrive(number, arrival);
                        }
                    });
        }

        private void arrive(long number, Arrival arrival) {
            if (number < limit) {
                arrived++;
                arrival.whole();
            } else if (number == limit) {
                arrival.part();
            }
        }

        /** What is arriving is lost, and all behind it. */
        void lose() {
            limit = --arrived;
        }

        private void breakOff(boolean some) {
            limit = Math.min(limit, arrived + (some ? random.nextLong(sent - arrived + 1) : 0));
            lateNs = some ? random.nextLong(MOST_LATE_NS) : 0;
        }
    }

    boolean isUp() {
        return up;
    }

    /** Lets no connection be made for so long. */
    void down(long downNs) {
        up = false;
        time.after(downNs, () -> up = true);
    }
}
