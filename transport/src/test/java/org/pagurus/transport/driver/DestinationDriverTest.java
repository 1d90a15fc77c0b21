package org.pagurus.transport.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.engine.Waits;
import org.pagurus.guest.Guest;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.Cancel;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.transport.peer.RawPeer;

@Timeout(20)
class DestinationDriverTest {
    private static final MigrationToken TOKEN = new MigrationToken(1, 2);
    private static final long SILENCE_NS = 200_000_000;
    private static final Waits SHORT =
            new Waits(
                    SILENCE_NS,
                    SILENCE_NS,
                    SILENCE_NS,
                    SILENCE_NS,
                    SILENCE_NS,
                    SILENCE_NS,
                    SILENCE_NS);

    private final List<String> calls = new ArrayList<>();
    private final DestinationDriver driver =
            new DestinationDriver(
                    TOKEN,
                    new NoQuarters(),
                    new MemoryJournal(),
                    new HostClock(),
                    Runnable::run,
                    SHORT);
    private final EmbeddedChannel control = new EmbeddedChannel();

    @Test
    void aSourceThatNeverSaysAnythingIsClosed() throws Exception {
        driver.attachControl(control, 0);
        driver.run();
        assertFalse(control.isOpen());
        assertEquals(List.of(), calls);
    }

    @Test
    void aSourceWhoseGuestWasForgottenIsClosedWhenItSaysNothingMore() throws Exception {
        driver.attachControl(control, 0);
        control.writeInbound(
                Unpooled.wrappedBuffer(
                        RawPeer.framed(
                                ControlMessage.newBuilder()
                                        .setToken(TOKEN.toBytes())
                                        .setCancel(Cancel.getDefaultInstance())
                                        .build())));
        driver.run();
        assertFalse(control.isOpen());
        ByteBuf answer = control.readOutbound();
        assertTrue(answer.isReadable());
        answer.release();
    }

    @Test
    void aControlStreamThatComesTooLateIsClosed() throws Exception {
        driver.run();
        driver.attachControl(control, 0);
        assertTrue(control.isOpen());
        driver.closeLate();
        assertFalse(control.isOpen());
    }

    @Test
    void aSecondControlStreamReplacesTheFirst() throws Exception {
        EmbeddedChannel second = new EmbeddedChannel();
        driver.attachControl(control, 0);
        driver.attachControl(second, 0);
        second.close();
        driver.run();
        assertFalse(control.isOpen());
    }

    @Test
    void refusesPageStreamsWithoutAGuest() {
        assertEquals(
                "preface.stream: expected less than 0 but found 0",
                driver.attachStream(0, 0, control));
        assertNull(control.pipeline().first());
    }

    @Test
    void aFloodIsClosedAndTheDriverEnds() throws Exception {
        driver.attachControl(control, 0);
        byte[] cancel =
                RawPeer.framed(
                        ControlMessage.newBuilder()
                                .setToken(TOKEN.toBytes())
                                .setCancel(Cancel.getDefaultInstance())
                                .build());
        for (int i = 0; control.isOpen() && i <= EventQueue.CAPACITY; i++) {
            control.writeInbound(Unpooled.wrappedBuffer(cancel));
        }
        assertFalse(control.isOpen());
        driver.run();
        control.finishAndReleaseAll();
    }

    /** None of these tests has a guest. */
    private final class NoQuarters implements DestinationDriver.Quarters {
        @Override
        public Guest reserve(GuestDescription description, long windowBytes) throws GuestException {
            throw new GuestException("no room");
        }

        @Override
        public void admit(Guest guest) {
            calls.add("admit");
        }

        @Override
        public void announce(Guest guest) {
            calls.add("announce");
        }

        @Override
        public void discard(Guest guest, String reason) {
            calls.add("discard");
        }

        @Override
        public boolean isGone(JournalRecord owned) {
            return false;
        }
    }
}
