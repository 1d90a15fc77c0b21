package org.pagurus.guest;

import org.pagurus.guest.net.VirtualNic;
import org.pagurus.memory.DirtyLog;
import org.pagurus.memory.GuestMemory;

/** A guest that is another one, but for what a subclass does beside it. */
public abstract class ForwardingGuest implements BootableGuest {
    private final BootableGuest guest;

    protected ForwardingGuest(BootableGuest guest) {
        this.guest = guest;
    }

    @Override
    public void boot() throws GuestException {
        guest.boot();
    }

    @Override
    public void pause() {
        guest.pause();
    }

    @Override
    public void resume() {
        guest.resume();
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
