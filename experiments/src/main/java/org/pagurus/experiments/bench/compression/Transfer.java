package org.pagurus.experiments.bench.compression;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.page.StreamMap;
import org.pagurus.memory.DirtyLog;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.PageBitmap;
import org.pagurus.memory.SoftwareDirtyLog;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameHead;
import org.pagurus.protocol.ProtocolException;

/**
 * The engine's own senders and receivers between two memories, without a link: each frame is
 * encoded and decoded when it is asked for, and both are timed. Nothing writes to the source's
 * memory meanwhile, and its dirty log says so. One thread.
 */
final class Transfer implements FrameSource, AutoCloseable {
    private final GuestMemory source;
    private final GuestMemory destination;
    private final LongSupplier cpuNs = CpuClock.currentThreadNs();
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer = arena.allocate(PageFrame.MAX_BYTES, 64);
    private final PageFrameHead head = new PageFrameHead();
    private final PageHashes sent;
    private final PageHashes received;
    private final List<PageSender> senders = new ArrayList<>();
    private final List<PageReceiver> receivers = new ArrayList<>();
    private int rounds;
    private long bytes;
    private @Nullable PageTally tally;

    /**
     * @param destination as large as the source, all zero
     */
    Transfer(GuestMemory source, GuestMemory destination, int streams, Compression compression) {
        this.source = source;
        this.destination = destination;
        long pageCount = source.pageCount();
        sent = new PageHashes(pageCount, streams);
        received = new PageHashes(pageCount, streams);
        PageBitmap written = new PageBitmap(pageCount);
        DirtyLog silent = new SoftwareDirtyLog(pageCount);
        StreamMap map = new StreamMap(streams);
        for (int stream = 0; stream < streams; stream++) {
            senders.add(new PageSender(stream, streams, source, silent, sent, compression));
            receivers.add(
                    new PageReceiver(
                            stream, map, destination, received, written, compression.windowLog()));
        }
    }

    /**
     * Begins a round with these pages; the one before has been sent.
     *
     * @param pageTally counts its pages; null for nobody
     */
    void beginRound(PageBitmap pages, @Nullable PageTally pageTally) {
        tally = pageTally;
        bytes = 0;
        for (PageSender sender : senders) {
            sender.beginRound(rounds, pages, false);
        }
        rounds++;
    }

    /** Bytes of this round's frames so far. */
    long bytes() {
        return bytes;
    }

    @Override
    public @Nullable FrameCost next(int stream) {
        long startNs = cpuNs.getAsLong();
        MemorySegment frame = senders.get(stream).fill(buffer);
        long encodedNs = cpuNs.getAsLong();
        if (frame.byteSize() == 0) {
            return null;
        }
        long decodeStartNs = cpuNs.getAsLong();
        receive(stream, frame);
        long decodedNs = cpuNs.getAsLong();
        count(frame);
        bytes += frame.byteSize();
        return new FrameCost(
                (int) frame.byteSize(), encodedNs - startNs, decodedNs - decodeStartNs);
    }

    /** Compares both memories, byte by byte. */
    boolean memoriesAreSame() {
        return source.segment().mismatch(destination.segment()) < 0;
    }

    @Override
    public void close() {
        senders.forEach(PageSender::close);
        receivers.forEach(PageReceiver::close);
        sent.close();
        received.close();
        arena.close();
    }

    private void receive(int stream, MemorySegment frame) {
        try {
            PageReceiver receiver = receivers.get(stream);
            if (receiver.receive(frame)) {
                receiver.roundEnd();
            }
        } catch (ProtocolException e) {
            throw new IllegalStateException("the destination refused a frame: " + e, e);
        }
    }

    private void count(MemorySegment frame) {
        if (tally == null) {
            return;
        }
        try {
            head.read(frame);
        } catch (ProtocolException e) {
            throw new IllegalStateException("the destination took a frame that is none: " + e, e);
        }
        tally.add(head);
    }
}
