package org.pagurus.simulator.fault;

import static org.pagurus.simulator.fault.Moment.ms;

import java.util.Locale;

/** What a fault does. */
public sealed interface Effect {
    /** The connection breaks, and none can be made for so long. */
    record Cut(long forNs) implements Effect {
        @Override
        public String toString() {
            return "cut the link for " + ms(forNs);
        }
    }

    /** Nothing comes through the link for so long, and nobody is told. */
    record Stall(long forNs) implements Effect {
        @Override
        public String toString() {
            return "let the link carry nothing for " + ms(forNs);
        }
    }

    /** Nobody answers a host that connects, for so long. */
    record Refuse(long forNs) implements Effect {
        @Override
        public String toString() {
            return "refuse connections for " + ms(forNs);
        }
    }

    /** From now on some of what is on its way when a connection breaks still comes. */
    record Linger(double share, long lateNs) implements Effect {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "let %.0f %% of what is on its way come %s late when a connection breaks",
                    100 * share,
                    ms(lateNs));
        }
    }

    /** What comes next is held up, and what is behind it. */
    record HoldUp(long forNs) implements Effect {
        @Override
        public String toString() {
            return "hold up what comes next for " + ms(forNs);
        }
    }

    /** A connection comes from nobody, and is closed so much later. */
    record Ghost(long lifeNs) implements Effect {
        @Override
        public String toString() {
            return "connect from nobody for " + ms(lifeNs);
        }
    }

    /** A host hears that a page stream is lost, though the connection is not. */
    record StreamLost(Side side) implements Effect {
        @Override
        public String toString() {
            return "have the " + side + " lose a page stream";
        }
    }

    /**
     * Bits of the next page frame are flipped.
     *
     * @param bits says which
     */
    record Damage(long bits) implements Effect {
        @Override
        public String toString() {
            return "damage the next frame, bits " + Long.toHexString(bits);
        }
    }

    /** A host takes so much longer for each step, for so long. */
    record Slow(Side side, long stepNs, long forNs) implements Effect {
        @Override
        public String toString() {
            return "slow the " + side + " by " + ms(stepNs) + " a step for " + ms(forNs);
        }
    }

    /** A host's journal takes nothing, for so long. */
    record DiskFull(Side side, long forNs) implements Effect {
        @Override
        public String toString() {
            return "fill the " + side + "'s disk for " + ms(forNs);
        }
    }

    /** The destination can resume no guest, for so long. */
    record NoResume(long forNs) implements Effect {
        @Override
        public String toString() {
            return "let the destination resume no guest for " + ms(forNs);
        }
    }

    /** A host loses all but its journal, and is there again so much later. */
    record Crash(Side side, long downNs) implements Effect {
        @Override
        public String toString() {
            return "crash the " + side + ", back after " + ms(downNs);
        }
    }

    /** A person cancels. */
    record Cancel() implements Effect {
        @Override
        public String toString() {
            return "cancel";
        }
    }

    /** A host's clock is off from the start, and goes wrong. */
    record WrongClock(Side side, long offsetNs, double driftPpm) implements Effect {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "set the %s's clock off by %s, drifting by %.1f ppm",
                    side,
                    ms(offsetNs),
                    driftPpm);
        }
    }

    /** The kind of fault, for counting. */
    default String kind() {
        return getClass().getSimpleName();
    }
}
