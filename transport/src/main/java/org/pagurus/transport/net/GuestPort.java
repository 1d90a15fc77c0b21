package org.pagurus.transport.net;

import java.util.Map;
import org.pagurus.guest.net.FrameSink;

/**
 * A guest's cable to the network, on the host where the guest is. While a guest moves there are two
 * of them for its MAC, and only one may speak: the old one is silenced when the guest is paused,
 * the new one speaks when the guest runs.
 *
 * <p>Frames come from any thread and never block; what does not leave is dropped and counted.
 */
public interface GuestPort extends FrameSink, AutoCloseable {
    /**
     * Lets nothing out any more: no frame leaves after this returns, whoever sends it. To be called
     * when the guest is paused, so that nobody is about to send one.
     */
    void silence();

    /** Lets frames out. */
    void speak();

    /** Frames that did not leave so far, by reason. */
    Map<PortDrop, Long> drops();

    /** Pulls the cable: no frame leaves after this returns. Not to be called by the receiver. */
    @Override
    void close();
}
