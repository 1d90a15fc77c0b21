package org.pagurus.experiments.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewersTest {
    private static final long INTERVAL_MS = 200;

    private final EmbeddedChannel quick = new EmbeddedChannel();
    private final EmbeddedChannel slow = new EmbeddedChannel();
    private final Viewers viewers = new Viewers(new LiveDemos().demo, quick.eventLoop());

    @BeforeEach
    void stopTheClock() {
        quick.freezeTime();
    }

    @Test
    void aViewerThatTakesNothingMissesFramesAndIsLeftInTheEnd() {
        assertTrue(viewers.add(quick, Viewers.head()));
        assertTrue(viewers.add(slow, Viewers.head()));
        quick.runScheduledPendingTasks();
        int begun = drained(slow);
        assertEquals(3, begun); // the head, how soon to come again, a frame
        assertEquals(begun, drained(quick));
        writable(slow, false);
        for (int i = 0; i < 50; i++) {
            tick();
            assertEquals(1, drained(quick));
            assertEquals(0, drained(slow));
        }
        assertTrue(slow.isOpen());
        tick();
        assertFalse(slow.isOpen());
        assertFalse(viewers.has(slow));
        assertTrue(viewers.has(quick));
    }

    @Test
    void aViewerThatTakesAgainIsShownHowItStandsThen() {
        assertTrue(viewers.add(slow, Viewers.head()));
        tick();
        drained(slow);
        for (int i = 0; i < 10; i++) {
            writable(slow, false);
            for (int missed = 0; missed < 40; missed++) {
                tick();
            }
            writable(slow, true);
            tick();
            assertEquals(1, drained(slow));
        }
        assertTrue(slow.isOpen());
    }

    @Test
    void nothingIsMadeWhileNobodyLooks() {
        assertTrue(viewers.add(slow, Viewers.head()));
        tick();
        slow.close();
        assertEquals(-1, quick.runScheduledPendingTasks());
        assertTrue(viewers.add(quick, Viewers.head()));
        quick.runScheduledPendingTasks();
        assertEquals(3, drained(quick));
    }

    /** The clock of the viewers' loop is the quick one's. */
    private void tick() {
        quick.advanceTimeBy(INTERVAL_MS, TimeUnit.MILLISECONDS);
        quick.runScheduledPendingTasks();
    }

    private static void writable(EmbeddedChannel channel, boolean writable) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
    }

    private static int drained(EmbeddedChannel channel) {
        int count = 0;
        while (channel.readOutbound() != null) {
            count++;
        }
        return count;
    }
}
