package org.pagurus.transport.host;

import org.pagurus.guest.BootableGuest;
import org.pagurus.guest.GuestCheck;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.net.VirtualNic;
import org.pagurus.memory.DirtyLog;
import org.pagurus.memory.GuestMemory;
import org.pagurus.transport.net.GuestPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A guest whose port speaks while it runs and is silent while it is paused. So when a guest moves,
 * the old host's port is silent before the guest is released, and thus before the new host's port
 * speaks; and when the guest stays after all, its port speaks again.
 */
record CabledGuest(BootableGuest guest, GuestPort port) implements BootableGuest {
    private static final Logger LOG = LoggerFactory.getLogger(CabledGuest.class);

    @Override
    public void pause() {
        guest.pause();
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
        guest.resume();
    }

    @Override
    public void boot() throws GuestException {
        guest.boot();
    }

    @Override
    public VirtualNic nic() {
        return guest.nic();
    }

    @Override
    public String status() {
        return guest.status();
    }

    @Override
    public GuestCheck check() throws GuestException {
        return guest.check();
    }

    @Override
    public GuestDescription description() {
        return guest.description();
    }

    @Override
    public GuestMemory memory() {
        return guest.memory();
    }

    @Override
    public DirtyLog dirtyLog() {
        return guest.dirtyLog();
    }

    @Override
    public byte[] saveDeviceState() {
        return guest.saveDeviceState();
    }

    @Override
    public void loadDeviceState(byte[] state) throws GuestException {
        guest.loadDeviceState(state);
    }

    @Override
    public void throttle(int percent) {
        guest.throttle(percent);
    }

    @Override
    public void close() {
        guest.close();
    }
}
