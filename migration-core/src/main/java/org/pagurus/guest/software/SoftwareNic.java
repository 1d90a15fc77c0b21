package org.pagurus.guest.software;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.net.FrameSink;
import org.pagurus.guest.net.NetworkStack;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.net.UdpService;
import org.pagurus.guest.net.VirtualNic;

/**
 * The NIC of a software guest. Frames are handled, and their replies sent, inside the gate by the
 * thread that brings them: after a pause there is neither a write of the service nor a reply.
 */
final class SoftwareNic implements VirtualNic {
    private final NicAddress address;
    private final PauseGate gate;
    private final AtomicLong droppedFrames = new AtomicLong();

    /** Handles one frame at a time. Guarded by {@code this}. */
    private final NetworkStack stack;

    /** What the stack answered to the frame at hand. Guarded by {@code this}. */
    private final List<byte[]> replies = new ArrayList<>();

    private volatile @Nullable FrameSink wire;

    SoftwareNic(NicAddress address, PauseGate gate, int port, UdpService service) {
        this.address = address;
        this.gate = gate;
        this.stack = new NetworkStack(address, port, service, replies::add);
    }

    @Override
    public NicAddress address() {
        return address;
    }

    @Override
    public void plug(FrameSink newWire) {
        wire = newWire;
    }

    @Override
    public void unplug() {
        wire = null;
    }

    @Override
    public void receive(byte[] frame) {
        if (!gate.tryEnter()) {
            droppedFrames.incrementAndGet();
            return;
        }
        try {
            // Sent without the lock: the wire may bring an answer to another guest, which answers
            // this one.
            answers(frame).forEach(this::send);
        } finally {
            gate.leave();
        }
    }

    @Override
    public long droppedFrames() {
        return droppedFrames.get();
    }

    private synchronized List<byte[]> answers(byte[] frame) {
        try {
            stack.receive(frame);
            return List.copyOf(replies);
        } finally {
            replies.clear();
        }
    }

    private void send(byte[] frame) {
        FrameSink plugged = wire;
        if (plugged == null) {
            droppedFrames.incrementAndGet();
        } else {
            plugged.accept(frame);
        }
    }
}
