package org.pagurus.transport.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.pagurus.guest.net.FrameSink;
import org.pagurus.guest.net.NicAddress;

/** Where a host plugs its guests into a network. */
@FunctionalInterface
public interface Uplink {
    /**
     * A port for one guest. It is silent, as the guest does not run yet.
     *
     * @param received takes the frames for the guest, on a thread of the port; must not block
     * @throws IOException with one line that says what was wrong
     */
    GuestPort plug(NicAddress guest, FrameSink received) throws IOException;

    /** A virtual switch. */
    static Uplink toSwitch(InetSocketAddress virtualSwitch) {
        return (guest, received) -> {
            SwitchPort port = SwitchPort.connect(virtualSwitch, received);
            port.silence();
            return port;
        };
    }
}
