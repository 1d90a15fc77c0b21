package org.pagurus.transport.host;

import org.pagurus.guest.BootableGuest;
import org.pagurus.guest.ForwardingGuest;
import org.pagurus.transport.net.GuestPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A guest whose port speaks while it runs and is silent while it is paused. So when a guest moves,
 * the old host's port is silent before the guest is released, and thus before the new host's port
 * speaks; and when the guest stays after all, its port speaks again.
 */
final class CabledGuest extends ForwardingGuest {
    private static final Logger LOG = LoggerFactory.getLogger(CabledGuest.class);

    private final GuestPort port;

    CabledGuest(BootableGuest guest, GuestPort port) {
        super(guest);
        this.port = port;
    }

    @Override
    public void pause() {
        super.pause();
        port.silence();
    }

    /**
     * First the port, or the guest's first frames would be lost; but the guest whatever happens.
     */
    @Override
    public void resume() {
        try {
            port.speak();
        } catch (RuntimeException e) {
            LOG.error("guest {}: has no network: {}", description().name(), e.getMessage());
        }
        super.resume();
    }
}
