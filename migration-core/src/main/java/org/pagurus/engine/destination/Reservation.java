package org.pagurus.engine.destination;

import java.util.ArrayList;
import java.util.List;
import org.pagurus.engine.destination.DestinationState.Idle;
import org.pagurus.engine.destination.DestinationState.Receiving;
import org.pagurus.engine.destination.DestinationState.Reserving;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.engine.page.StreamMap;
import org.pagurus.guest.Guest;
import org.pagurus.guest.GuestDescription;
import org.pagurus.memory.PageBitmap;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.protocol.wire.Reserved;
import org.pagurus.protocol.wire.Setup;
import org.pagurus.protocol.wire.Verify;

/** Stages 0 and 1: checks the setup and makes room for the guest. */
final class Reservation {
    private final DestinationContext context;
    private final Rejection rejection;

    Reservation(DestinationContext context, Rejection rejection) {
        this.context = context;
        this.rejection = rejection;
    }

    DestinationState setup(Idle state, Setup setup) {
        GuestDescription guest;
        try {
            guest = ControlMessages.guest(setup);
        } catch (ProtocolException e) {
            return rejection.fail(state, e.field(), e.reason());
        }
        context.guest = guest;
        context.streams = setup.getStreams();
        context.windowLog = setup.getWindowLog();
        context.reconnectNs = setup.getReconnectLimitMs() * 1_000_000L;
        context.verifyFull = setup.getVerify() == Verify.VERIFY_FULL;
        context.act(new DestinationAction.Reserve(guest, context.streams, windowBytes()));
        return new Reserving();
    }

    private long windowBytes() {
        return context.windowLog == 0 ? 0 : (long) context.streams << context.windowLog;
    }

    DestinationState guestReserved(DestinationState state, Guest guest) {
        if (!(state instanceof Reserving)) {
            context.act(
                    new DestinationAction.Discard(
                            "the migration ended while its guest was being reserved"));
            return state;
        }
        long pages = guest.memory().pageCount();
        StreamMap map = new StreamMap(context.streams);
        PageHashes hashes = new PageHashes(pages, context.streams);
        PageBitmap written = new PageBitmap(pages);
        List<PageReceiver> receivers = new ArrayList<>();
        for (int stream = 0; stream < context.streams; stream++) {
            receivers.add(
                    new PageReceiver(
                            stream, map, guest.memory(), hashes, written, context.windowLog));
        }
        context.hashes = hashes;
        context.receivers = List.copyOf(receivers);
        context.send(context.message().setReserved(Reserved.getDefaultInstance()));
        return Receiving.begin(0, context.streams);
    }
}
