package org.pagurus.simulator.driver;

import java.util.ArrayDeque;

/**
 * The turns of an engine's thread: it handles one event after the other, and while it carries out
 * an action that takes time, events wait. Engines bound how many may be under way.
 */
final class EngineTurns {
    /** The engine, and how its actions are carried out. */
    interface Engine {
        /** Carries out the next action, if there is one and the engine has not ended. */
        boolean act();

        /** Nothing is left to do for now. */
        void rests();
    }

    private final VirtualHost host;
    private final Engine engine;
    private final ArrayDeque<Runnable> events = new ArrayDeque<>();
    private boolean busy;
    private boolean turning;
    private boolean ended;

    EngineTurns(VirtualHost host, Engine engine) {
        this.host = host;
        this.engine = engine;
    }

    /** Something happens that the engine is to hear of when it has time. */
    void happens(Runnable event) {
        if (!ended) {
            events.add(event);
            turn();
        }
    }

    /** The action at hand takes so long; what comes of it is heard before all else. */
    void takes(double ns, Runnable done) {
        busy = true;
        host.after(
                ns,
                () -> {
                    busy = false;
                    if (!ended) {
                        done.run();
                        turn();
                    }
                });
    }

    /** Nothing is heard or done any more. */
    void end() {
        ended = true;
        events.clear();
    }

    private void turn() {
        if (turning) {
            return; // whoever turns comes to it
        }
        turning = true;
        boolean more = true;
        while (more && !busy && !ended) {
            if (!engine.act()) {
                Runnable event = events.poll();
                more = event != null;
                if (event != null) {
                    event.run();
                }
            }
        }
        turning = false;
        if (!busy && !ended) {
            engine.rests();
        }
    }
}
