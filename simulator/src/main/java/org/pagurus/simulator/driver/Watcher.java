package org.pagurus.simulator.driver;

import org.pagurus.engine.source.SourceAction.RoundCompleted;
import org.pagurus.guest.software.SoftwareGuest;

/** Who watches a migration; each looks at what concerns it. */
public interface Watcher {
    /** Nobody does. */
    Watcher NONE = new Watcher() {};

    /** A pre-copy round is over. */
    default void roundCompleted(RoundCompleted round) {}

    /** The guest runs on this host from now on. */
    default void guestRuns(VirtualHost host, SoftwareGuest guest) {}

    /** It runs on this host no more: it is paused, or gone. */
    default void guestStops(VirtualHost host, SoftwareGuest guest) {}

    /** The network is told that the guest's addresses are on this host. */
    default void announced(VirtualHost host, SoftwareGuest guest) {}

    /** Something else has happened. */
    default void happened(Happening what) {}
}
