package org.pagurus.simulator.driver;

import org.pagurus.engine.source.SourceAction.RoundCompleted;
import org.pagurus.guest.software.SoftwareGuest;

/** Who watches a migration. */
public interface Watcher {
    /** Nobody does. */
    Watcher NONE =
            new Watcher() {
                @Override
                public void roundCompleted(RoundCompleted round) {}

                @Override
                public void guestRuns(VirtualHost host, SoftwareGuest guest) {}

                @Override
                public void guestStops(VirtualHost host, SoftwareGuest guest) {}

                @Override
                public void announced(VirtualHost host, SoftwareGuest guest) {}
            };

    /** A pre-copy round is over. */
    void roundCompleted(RoundCompleted round);

    /** The guest runs on this host from now on. */
    void guestRuns(VirtualHost host, SoftwareGuest guest);

    /** It runs on this host no more: it is paused, or gone. */
    void guestStops(VirtualHost host, SoftwareGuest guest);

    /** The network is told that the guest's addresses are on this host. */
    void announced(VirtualHost host, SoftwareGuest guest);

    /** Something else has happened. */
    default void happened(Happening what) {}
}
