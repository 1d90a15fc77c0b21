package org.pagurus.simulator.fault;

import java.util.Locale;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;

/** When a fault happens: each moment comes once at most. */
public sealed interface Moment {
    /** At a time. */
    record Time(long atNs) implements Moment {
        @Override
        public String toString() {
            return "at " + ms(atNs);
        }
    }

    /**
     * When a control message is taken for the n-th time.
     *
     * @param nth 1 or more
     * @param behind whether what follows from it at once is done
     */
    record Message(BodyCase what, int nth, boolean behind) implements Moment {
        @Override
        public String toString() {
            return side(behind) + what + " " + nth;
        }
    }

    /** When the n-th page frame, over all streams, is taken. */
    record Frame(int nth, boolean behind) implements Moment {
        @Override
        public String toString() {
            return side(behind) + "frame " + nth;
        }
    }

    /** When a host writes a step down for the n-th time. */
    record Journal(Side side, Step step, int nth, boolean behind) implements Moment {
        @Override
        public String toString() {
            return (behind ? "behind the " : "before the ") + side + " writes " + step + " " + nth;
        }
    }

    private static String side(boolean behind) {
        return behind ? "behind " : "before ";
    }

    /** Milliseconds, for messages. */
    static String ms(long ns) {
        return String.format(Locale.ROOT, "%.6f ms", ns / 1e6);
    }
}
