package org.pagurus.transport.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;
import org.pagurus.codec.select.Coding;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.engine.page.Compression;
import org.pagurus.engine.page.EncodingTime;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.page.StreamMap;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.PageContents;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.memory.SoftwareDirtyLog;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.ProtocolException;

/**
 * Encodes and decodes a small memory in every way, round by round, without a link: a migration
 * whose encoders run interpreted takes twice as long, and compiling them takes processors that the
 * guest needs. Two memories and one stream between them; one thread.
 */
final class CodecRehearsal implements AutoCloseable {
    private static final long PAGES = 1024;
    private static final int WINDOW_LOG = 20;

    /** Links on which the adaptive selector finds other codings the best. */
    private static final double[] LINKS_BYTES_PER_SECOND = {12.5e6, 125e6, 500e6};

    /** As many pages as the JIT wants to see: some thousands of each coding. */
    private static final int ADAPTIVE_ROUNDS = 10;

    private static final int FIXED_ROUNDS = 6;

    private final PageContents contents = new PageContents(ContentMix.TYPICAL, 1);
    private final GuestMemory source = GuestMemory.allocate(PAGES * Page.SIZE_BYTES);
    private final GuestMemory destination = GuestMemory.allocate(PAGES * Page.SIZE_BYTES);
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment frame = arena.allocate(PageFrame.MAX_BYTES, 64);
    private final PageBitmap allPages = new PageBitmap(PAGES);
    private long writes;

    private CodecRehearsal() {
        allPages.setAll();
        for (long page = 0; page < PAGES; page++) {
            contents.fill(source.segment(), page);
        }
    }

    /**
     * Rehearses; takes about a second.
     *
     * @throws ProtocolException when this process does not understand what it has encoded itself
     */
    static void run() throws ProtocolException {
        try (CodecRehearsal rehearsal = new CodecRehearsal()) {
            for (String kind : Stream.of(Coding.values()).map(c -> "fixed:" + c.label()).toList()) {
                rehearsal.move(SelectorKind.parse(kind), Double.POSITIVE_INFINITY, FIXED_ROUNDS);
            }
            rehearsal.move(SelectorKind.parse("cbc"), Double.POSITIVE_INFINITY, FIXED_ROUNDS);
            for (double link : LINKS_BYTES_PER_SECOND) {
                rehearsal.move(SelectorKind.ADAPTIVE, link, ADAPTIVE_ROUNDS);
            }
        }
    }

    @Override
    public void close() {
        source.close();
        destination.close();
        arena.close();
    }

    private void move(SelectorKind kind, double linkBytesPerSecond, int rounds)
            throws ProtocolException {
        Compression compression =
                new Compression(
                        () -> kind.newSelector(() -> linkBytesPerSecond, 1),
                        kind.usesVersions() ? source.sizeBytes() : 0,
                        kind.usesWindow() ? WINDOW_LOG : 0,
                        () -> 1,
                        EncodingTime.measured(System::nanoTime));
        try (PageHashes sent = new PageHashes(PAGES, 1);
                PageHashes received = new PageHashes(PAGES, 1);
                PageSender sender =
                        new PageSender(
                                0, 1, source, new SoftwareDirtyLog(PAGES), sent, compression);
                PageReceiver receiver =
                        new PageReceiver(
                                0,
                                new StreamMap(1),
                                destination,
                                received,
                                new PageBitmap(PAGES),
                                compression.windowLog())) {
            for (int round = 0; round < rounds; round++) {
                sender.beginRound(round, allPages, false);
                move(sender, receiver);
                writeAllPages();
            }
        }
    }

    private void move(PageSender sender, PageReceiver receiver) throws ProtocolException {
        while (!sender.isRoundSent()) {
            if (receiver.receive(sender.fill(frame))) {
                receiver.roundEnd();
            }
        }
    }

    private void writeAllPages() {
        for (long page = 0; page < PAGES; page++) {
            contents.change(source.segment(), page, ++writes);
        }
    }
}
