package org.pagurus.engine;

import com.google.protobuf.ByteString;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import org.pagurus.guest.Guest;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.SoftwareDirtyLog;

/**
 * The invariant-checking guest on virtual time: it increments the first word of each page in turn,
 * as QEMU's migration test does, whenever the test lets it. A page that was lost or is stale breaks
 * the pattern: all words are equal but for one step, where the incrementer stands.
 */
public final class SteppedGuest implements Guest {
    /**
     * Pages whose first word is incremented; behind them lie pages that never change, some of them
     * zero.
     */
    private final long activePages;

    private final GuestDescription description;
    private final GuestMemory memory;
    private final SoftwareDirtyLog log;
    private long next;
    private long lap;
    private boolean running;
    private boolean closed;
    private int throttlePercent;

    public SteppedGuest(long pages, long activePages) {
        this.activePages = activePages;
        description =
                new GuestDescription(
                        "invariant",
                        "stepped",
                        pages * Page.SIZE_BYTES,
                        new NicAddress(
                                MacAddress.parse("52:54:00:00:00:01"),
                                Ipv4Address.parse("10.0.0.1")),
                        ByteString.EMPTY);
        memory = GuestMemory.allocate(pages * Page.SIZE_BYTES);
        log = new SoftwareDirtyLog(pages);
    }

    /** Fills the pages that never change, one in three of them staying zero. */
    public void boot() {
        for (long page = activePages; page < memory.pageCount(); page++) {
            if (page % 3 != 0) {
                memory.segment().set(ValueLayout.JAVA_LONG, Page.offsetBytes(page) + 8, page * 31);
            }
        }
        running = true;
    }

    /** Lets the guest do so many writes, if it runs. */
    public void step(int writes) {
        for (int i = 0; running && i < writes; i++) {
            memory.segment().set(ValueLayout.JAVA_LONG, Page.offsetBytes(next), lap + 1);
            log.mark(next);
            if (++next == activePages) {
                next = 0;
                lap++;
            }
        }
    }

    /** How many writes it has done in its life. */
    public long writes() {
        return lap * activePages + next;
    }

    /** What is wrong with the memory, or null when the invariant holds. */
    public String violation() {
        for (long page = 0; page < memory.pageCount(); page++) {
            long word = memory.segment().get(ValueLayout.JAVA_LONG, Page.offsetBytes(page));
            long fixed = memory.segment().get(ValueLayout.JAVA_LONG, Page.offsetBytes(page) + 8);
            long expectedWord = page >= activePages ? 0 : page < next ? lap + 1 : lap;
            long expectedFixed = page < activePages || page % 3 == 0 ? 0 : page * 31;
            if (word != expectedWord || fixed != expectedFixed) {
                return "page %d holds %d, %d but should hold %d, %d"
                        .formatted(page, word, fixed, expectedWord, expectedFixed);
            }
        }
        return null;
    }

    public long activePages() {
        return activePages;
    }

    public boolean isRunning() {
        return running;
    }

    public boolean isClosed() {
        return closed;
    }

    public int throttlePercent() {
        return throttlePercent;
    }

    @Override
    public GuestDescription description() {
        return description;
    }

    @Override
    public GuestMemory memory() {
        return memory;
    }

    @Override
    public SoftwareDirtyLog dirtyLog() {
        return log;
    }

    @Override
    public void pause() {
        running = false;
    }

    @Override
    public void resume() {
        running = true;
    }

    @Override
    public byte[] saveDeviceState() {
        if (running) {
            throw new IllegalStateException("device state of a running guest");
        }
        return ByteBuffer.allocate(16).putLong(next).putLong(lap).array();
    }

    @Override
    public void loadDeviceState(byte[] state) throws GuestException {
        if (state.length != 16) {
            throw new GuestException("state must have 16 bytes but has " + state.length);
        }
        next = ByteBuffer.wrap(state).getLong(0);
        lap = ByteBuffer.wrap(state).getLong(8);
    }

    @Override
    public void throttle(int percent) {
        throttlePercent = percent;
    }

    @Override
    public void close() {
        running = false;
        if (!closed) {
            closed = true;
            memory.close();
        }
    }
}
