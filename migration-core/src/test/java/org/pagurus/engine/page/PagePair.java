package org.pagurus.engine.page;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.memory.SoftwareDirtyLog;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.ProtocolException;

/** Senders and receivers of all streams with two memories, and frames that pass between them. */
final class PagePair implements AutoCloseable {
    final GuestMemory from;
    final GuestMemory to;
    final SoftwareDirtyLog log;
    final PageHashes sentHashes;
    final PageHashes receivedHashes;
    final List<PageSender> senders = new ArrayList<>();
    final List<PageReceiver> receivers = new ArrayList<>();

    long placedPages;

    private int frames;
    private final MemorySegment frame = Arena.ofAuto().allocate(PageFrame.MAX_BYTES, 8);

    PagePair(long pages, int streams) {
        this(pages, streams, Compression.NONE);
    }

    PagePair(long pages, int streams, Compression compression) {
        from = GuestMemory.allocate(pages * Page.SIZE_BYTES);
        to = GuestMemory.allocate(pages * Page.SIZE_BYTES);
        log = new SoftwareDirtyLog(pages);
        log.start();
        sentHashes = new PageHashes(pages, streams);
        receivedHashes = new PageHashes(pages, streams);
        PageBitmap written = new PageBitmap(pages);
        StreamMap map = new StreamMap(streams);
        for (int stream = 0; stream < streams; stream++) {
            senders.add(new PageSender(stream, streams, from, log, sentHashes, compression));
            receivers.add(
                    new PageReceiver(
                            stream, map, to, receivedHashes, written, compression.windowLog()));
        }
    }

    void write(long page, long value) {
        from.segment().set(ValueLayout.JAVA_LONG, Page.offsetBytes(page) + 40, value);
        log.mark(page);
    }

    PageBitmap all() {
        PageBitmap all = new PageBitmap(from.pageCount());
        all.setAll();
        return all;
    }

    /** Sends one round over all streams; true when every stream has ended it. */
    boolean round(int round, PageBitmap pages, boolean last) throws ProtocolException {
        boolean ended = true;
        for (int stream = 0; stream < senders.size(); stream++) {
            PageReceiver.RoundEnd end = share(stream, round, pages, last);
            ended &= end != null && end.round() == round && end.last() == last;
            ended &= end != null && end.pages() == senders.get(stream).tally().pages();
        }
        return ended;
    }

    PageReceiver.RoundEnd share(int stream, int round, PageBitmap pages, boolean last)
            throws ProtocolException {
        PageSender sender = senders.get(stream);
        PageReceiver receiver = receivers.get(stream);
        sender.beginRound(round, pages, last);
        boolean ended = false;
        for (MemorySegment sent = sender.fill(frame);
                sent.byteSize() > 0;
                sent = sender.fill(frame)) {
            ended = receive(receiver, sent);
        }
        return ended ? receiver.roundEnd() : null;
    }

    /** Every second frame that can is received right into its places. */
    private boolean receive(PageReceiver receiver, MemorySegment sent) throws ProtocolException {
        List<MemorySegment> places = frames++ % 2 == 0 ? receiver.places(sent) : List.of();
        if (places.isEmpty()) {
            return receiver.receive(sent);
        }
        long placedBytes = places.stream().mapToLong(MemorySegment::byteSize).sum();
        long at = sent.byteSize() - placedBytes;
        for (MemorySegment place : places) {
            place.copyFrom(sent.asSlice(at, place.byteSize()));
            at += place.byteSize();
        }
        receiver.placed();
        placedPages += placedBytes / Page.SIZE_BYTES;
        return false;
    }

    boolean memoriesAreSame() {
        return from.segment().mismatch(to.segment()) < 0;
    }

    @Override
    public void close() {
        senders.forEach(PageSender::close);
        receivers.forEach(PageReceiver::close);
        sentHashes.close();
        receivedHashes.close();
        from.close();
        to.close();
    }
}
