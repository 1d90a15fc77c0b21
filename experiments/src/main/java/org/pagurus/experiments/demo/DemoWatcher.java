package org.pagurus.experiments.demo;

import org.pagurus.experiments.demo.network.DemoNetwork.Host;
import org.pagurus.transport.command.HostReply;

/**
 * Who looks at a demo as it goes on, and may have its guest moved again. Called by the demo's
 * thread.
 */
public interface DemoWatcher {
    /** Nobody: the guest moves once. */
    DemoWatcher NONE = new DemoWatcher() {};

    /** Into how many cells the guest's pages are gathered for it; 0 for none. */
    default int pageCells() {
        return 0;
    }

    /**
     * The guest runs on the source and answers its client. The first migration comes when this
     * returns.
     *
     * @param source where it is, for people
     * @param client what the guest is asked by
     */
    default void started(String source, String destination, LoadClient client)
            throws InterruptedException {}

    /** A migration begins. */
    default void begins(Host from) {}

    /** What the host tells: on the way, and {@link HostReply.Migrated} at the end. */
    default void onTheWay(HostReply reply) {}

    /**
     * A migration has ended.
     *
     * @return whether another is to follow; whoever decides is waited for
     */
    default boolean ended(DemoResult result) throws InterruptedException {
        return false;
    }
}
