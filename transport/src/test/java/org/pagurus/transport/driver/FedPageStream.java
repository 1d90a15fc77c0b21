package org.pagurus.transport.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.engine.page.StreamMap;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.transport.netty.SwitchableReceive;

/**
 * A page stream at the destination, and a channel that reads for it as an event loop does: into the
 * buffer that the channel's allocator gives.
 */
final class FedPageStream implements AutoCloseable {
    static final int PAGES = 256;

    final List<DestinationEvent> events = Collections.synchronizedList(new ArrayList<>());
    final GuestMemory memory = GuestMemory.allocate(PAGES * (long) Page.SIZE_BYTES);
    private final PageHashes hashes = new PageHashes(PAGES, 1);
    private final Executor decoders;
    private final Consumer<DestinationEvent> watcher;
    EmbeddedChannel channel;
    RecvByteBufAllocator.ExtendedHandle handle;
    PageStreamIn stream;

    FedPageStream(Executor decoders) {
        this(decoders, event -> {});
    }

    /**
     * @param watcher sees each event where it happens
     */
    FedPageStream(Executor decoders, Consumer<DestinationEvent> watcher) {
        this.decoders = decoders;
        this.watcher = watcher;
        open();
    }

    /** A new stream for the same memory, on a new channel. */
    void renew() {
        channel.finishAndReleaseAll();
        events.clear();
        open();
    }

    private void open() {
        EmbeddedChannel fresh = new EmbeddedChannel();
        SwitchableReceive.install(fresh);
        stream = stream(fresh);
        stream.install();
        use(fresh);
    }

    /** Reads from this channel now. */
    void use(EmbeddedChannel used) {
        channel = used;
        handle = (RecvByteBufAllocator.ExtendedHandle) used.unsafe().recvBufAllocHandle();
    }

    PageStreamIn stream(Channel served) {
        PageReceiver receiver =
                new PageReceiver(0, new StreamMap(1), memory, hashes, new PageBitmap(PAGES), 0);
        return new PageStreamIn(
                0,
                served,
                receiver,
                decoders,
                event -> {
                    events.add(event);
                    watcher.accept(event);
                });
    }

    void read(byte[] bytes) {
        read(bytes, 0, bytes.length);
    }

    void read(byte[] bytes, int offset, int length) {
        for (int at = 0; at < length && channel.isOpen(); ) {
            ByteBuf buffer = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
            int piece = Math.min(length - at, buffer.writableBytes());
            assertTrue(piece > 0, "no room to read into");
            buffer.writeBytes(bytes, offset + at, piece);
            channel.pipeline().fireChannelRead(buffer);
            channel.runPendingTasks();
            at += piece;
        }
    }

    /** The buffer that the next read goes to. */
    ByteBuf target() {
        ByteBuf buffer = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
        buffer.release();
        return buffer;
    }

    void assertPage(int page, int value) {
        byte[] expected = new byte[Page.SIZE_BYTES];
        Arrays.fill(expected, (byte) value);
        assertEquals(
                -1,
                Arrays.mismatch(
                        expected,
                        memory.segment()
                                .asSlice(Page.offsetBytes(page), Page.SIZE_BYTES)
                                .toArray(ValueLayout.JAVA_BYTE)),
                "page " + page);
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
        hashes.close();
        memory.close();
    }
}
