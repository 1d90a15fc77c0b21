package org.pagurus.transport.driver;

import java.util.concurrent.atomic.AtomicBoolean;
import org.pagurus.engine.destination.DestinationAction;
import org.pagurus.engine.source.SourceAction;

/**
 * Where a test lets this process die: {@code -Dpagurus.failpoint="source before Append.RELEASED"}.
 * With {@code -Dpagurus.failpoint.cuts=true} only the connection dies, once. The properties are
 * read once, when the process starts; nobody can set them from outside, and without them nothing is
 * done.
 */
final class Failpoint {
    private static final String NAME = System.getProperty("pagurus.failpoint", "");
    private static final boolean ARMED = !NAME.isEmpty();
    private static final boolean CUTS = Boolean.getBoolean("pagurus.failpoint.cuts");
    private static final AtomicBoolean CUT = new AtomicBoolean();

    /** As a process that was killed ends: without a word, and without its shutdown hooks. */
    private static final int KILLED = 137;

    private Failpoint() {}

    /**
     * Ends the process, if this is the place.
     *
     * @return whether the caller must cut its connection
     * @param when {@code "source before"}, {@code "destination after"} and so on
     */
    static boolean reach(String when, Object action) {
        if (!ARMED || !NAME.equals(when + " " + label(action))) {
            return false;
        }
        if (!CUTS) {
            Runtime.getRuntime().halt(KILLED);
        }
        return CUT.compareAndSet(false, true);
    }

    /** The action's name, with what tells it from others of its kind. */
    private static String label(Object action) {
        String kind = action.getClass().getSimpleName();
        return switch (action) {
            case SourceAction.Send a -> kind + "." + a.message().getBodyCase();
            case SourceAction.Append a -> kind + "." + a.record().step();
            case SourceAction.SendRound a -> kind + (a.last() ? ".last" : "." + a.round());
            case DestinationAction.Send a -> kind + "." + a.message().getBodyCase();
            case DestinationAction.Append a -> kind + "." + a.record().step();
            default -> kind;
        };
    }
}
