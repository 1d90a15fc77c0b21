package org.pagurus.simulator.driver;

import org.jspecify.annotations.Nullable;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.simulator.kernel.Event;
import org.pagurus.simulator.kernel.Simulation;
import org.pagurus.simulator.link.Channel;
import org.pagurus.simulator.link.Network;
import org.pagurus.simulator.link.Path;

/**
 * One direction of one stream of a connection: it keeps its order, and takes the time that the
 * links take. When the connection breaks, what is on its way is lost, or the first of it still
 * comes.
 */
final class Lane {
    /** What becomes of something that was sent. */
    interface Arrival {
        void whole();

        /** The connection broke, and no more than the beginning of it has come. */
        default void part() {}
    }

    private final Simulation simulation;
    private final LinkHazards hazards;
    private final Channel channel;
    private boolean broken;
    private long sent;
    private long arrived;

    /** How many come whole; the next one comes in part. */
    private long limit = Long.MAX_VALUE;

    /** What was held up keeps those behind it from overtaking. */
    private long lastArrivalNs;

    /**
     * @param backlogBytes from how many on that have not gone it is not writable
     * @param writable fires when it is again
     */
    Lane(
            Simulation simulation,
            Network network,
            Path path,
            LinkHazards hazards,
            long backlogBytes,
            Event writable) {
        this.simulation = simulation;
        this.hazards = hazards;
        channel =
                new Channel(
                        simulation,
                        network,
                        path,
                        Double.POSITIVE_INFINITY,
                        backlogBytes,
                        nowNs -> {
                            if (!broken) {
                                writable.fire(nowNs);
                            }
                        });
    }

    boolean isWritable() {
        return !broken && channel.isWritable();
    }

    /**
     * Sends, unless the connection is broken.
     *
     * @param what is sent, as {@link LinkHazards} names it
     */
    void send(@Nullable BodyCase what, long bytes, Arrival arrival) {
        if (broken) {
            return;
        }
        long number = sent++;
        channel.send(bytes, nowNs -> comes(what, number, arrival, nowNs));
    }

    private void comes(@Nullable BodyCase what, long number, Arrival arrival, long nowNs) {
        if (number > limit) {
            return;
        }
        lastArrivalNs = Math.max(lastArrivalNs, nowNs + hazards.heldUpNs(what));
        if (lastArrivalNs == nowNs) {
            arrive(number, arrival);
        } else {
            simulation.schedule(lastArrivalNs, atNs -> arrive(number, arrival));
        }
    }

    private void arrive(long number, Arrival arrival) {
        if (number < limit) {
            arrived++;
            arrival.whole();
        } else if (number == limit) {
            arrival.part();
        }
    }

    /** No more is sent; of what is on its way so much still comes, and a part of the next. */
    void breakOff(LinkHazards.Lingering lingering) {
        if (broken) {
            return;
        }
        broken = true;
        if (lingering.share() == 0) {
            lose();
        } else {
            limit = arrived + (long) (lingering.share() * (sent - arrived));
            lastArrivalNs = Math.max(lastArrivalNs, simulation.nowNs() + lingering.lateNs());
        }
    }

    boolean isBroken() {
        return broken;
    }

    /** Whether the connection broke so that nothing comes any more, not even what was not read. */
    boolean isLost() {
        return limit < 0;
    }

    /** What is arriving on the broken lane is lost, and all behind it. */
    void lose() {
        limit = -1;
        channel.breakOff();
    }
}
