package org.pagurus.engine.page;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.PageCodec;
import org.pagurus.codec.select.Coding;
import org.pagurus.codec.select.PageSelector;
import org.pagurus.codec.window.WindowEncoder;
import org.pagurus.memory.Page;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameWriter;
import org.pagurus.report.CodecCounts;

/**
 * Encodes the pages of one stream as its selector says. Owner: the stream's thread; {@link #close}
 * when that has ended.
 */
final class PageEncoder implements AutoCloseable {
    private final PageSelector selector;
    private final EncodingTime time;
    private final PageFrameWriter writer;
    private final PageWatch watch;
    private final Encoders encoders = new Encoders();
    private final CodecTally tally = new CodecTally();
    private final @Nullable SentVersions versions;
    private final int windowLog;
    private final IntSupplier windowLevel;
    private final Arena arena = Arena.ofShared();

    /** The page being encoded. */
    private final MemorySegment snapshot = arena.allocate(Page.SIZE_BYTES, 64);

    /** The frame's pages that go into the long frame together. */
    private final MemorySegment windowed;

    private @Nullable WindowEncoder window;
    private int windowedPages;
    private int framePages;
    private long frameStartNs;
    private boolean writtenAgain;

    PageEncoder(
            Compression compression,
            StreamMap map,
            long pageCount,
            PageFrameWriter writer,
            PageWatch watch) {
        this.writer = writer;
        this.watch = watch;
        selector = compression.selectors().get();
        time = compression.time();
        long share = compression.versionLimitBytes() / map.streams();
        versions = share >= Page.SIZE_BYTES ? new SentVersions(map, pageCount, share) : null;
        windowLog = compression.windowLog();
        windowLevel = compression.windowLevel();
        windowed =
                windowLog > 0
                        ? arena.allocate((long) PageFrame.MAX_PAGES * Page.SIZE_BYTES, 64)
                        : MemorySegment.NULL;
    }

    /**
     * Begins a round.
     *
     * @param writtenAgain whether its pages were sent before. Then versions kept earlier make way
     *     for theirs, which they do not in the pass over all memory, whose pages may never be
     *     written
     * @param last whether the guest is paused
     */
    void beginRound(boolean writtenAgain, boolean last) {
        this.writtenAgain = writtenAgain;
        if (last) {
            selector.beginLastRound();
        }
        tally.clear();
    }

    /** The pages of this round so far. */
    CodecCounts counts() {
        return tally.counts();
    }

    /** Begins again for a fresh connection: the long frame starts anew. */
    void restart() {
        windowedPages = 0;
        if (window != null) {
            window.close();
            window = null;
        }
    }

    /** What was sent of this page may not have arrived: nothing refers to it. */
    void forget(long page) {
        if (versions != null) {
            versions.forget(page);
        }
        watch.lost(page);
    }

    /** Begins a frame. */
    void beginFrame() {
        frameStartNs = time.startNs();
        framePages = 0;
    }

    /** Whether a page that is all zero is to be told as such. */
    boolean mentionsZeros() {
        return selector.mentionsZeros();
    }

    /** A page that is all zero. */
    void zero(long page, int checksum) {
        add(page, CodecId.ZERO, 0, checksum);
        if (versions != null) {
            versions.forget(page);
        }
    }

    /**
     * A page whose snapshot is in {@code out} at the writer's {@linkplain
     * PageFrameWriter#bodyOffset() place for it}.
     */
    void page(long page, MemorySegment out, int checksum) {
        framePages++;
        long body = writer.bodyOffset();
        if (versions != null && selector.mentionsCopies() && mention(page, out, body, checksum)) {
            return;
        }
        long version = versions == null ? PageSelector.NO_VERSION : versions.offsetOf(page);
        MemorySegment contents = versions == null ? MemorySegment.NULL : versions.contents();
        Coding coding = selector.select(out, body, contents, version);
        if (coding == Coding.RAW) {
            keepVersion(page, out, body, checksum);
            add(page, CodecId.RAW, Page.SIZE_BYTES, checksum);
            return;
        }
        if (coding == Coding.WINDOW && windowLog > 0) {
            MemorySegment.copy(
                    out, body, windowed, Page.offsetBytes(windowedPages++), Page.SIZE_BYTES);
            keepVersion(page, out, body, checksum);
            add(page, CodecId.WINDOW, 0, checksum);
            return;
        }
        MemorySegment.copy(out, body, snapshot, 0, Page.SIZE_BYTES);
        long startNs = time.startNs();
        int bytes = encoders.encode(coding, snapshot, contents, version, out, body);
        int coded = bytes == PageCodec.NOT_SMALLER ? Page.SIZE_BYTES : bytes;
        long durationNs = time.codedNs(startNs, coding, 1, coded);
        if (coding.needsVersion() && versions != null) {
            versions.wasUseful(page);
        }
        keepVersion(page, snapshot, 0, checksum);
        if (bytes == PageCodec.NOT_SMALLER) {
            MemorySegment.copy(snapshot, 0, out, body, Page.SIZE_BYTES);
            add(page, CodecId.RAW, Page.SIZE_BYTES, checksum);
        } else {
            add(page, coding.codec(), bytes, checksum);
        }
        selector.encoded(coding, 1, coded, durationNs);
    }

    /** Ends a frame's pages: those that wait for it are encoded together. */
    void endPages(MemorySegment out) {
        encodeWindow(out);
        if (framePages > 0) {
            selector.filled(framePages, time.filledNs(frameStartNs, framePages));
        }
    }

    private void encodeWindow(MemorySegment out) {
        if (windowedPages == 0) {
            return;
        }
        WindowEncoder frame = window;
        if (frame == null) {
            frame = new WindowEncoder(windowLevel.getAsInt(), windowLog);
            window = frame;
        }
        long startNs = time.startNs();
        int pageBytes = windowedPages * Page.SIZE_BYTES;
        int bytes =
                frame.encode(
                        windowed,
                        0,
                        pageBytes,
                        out,
                        writer.bodyOffset(),
                        WindowEncoder.maxEncodedBytes(pageBytes));
        writer.block(bytes);
        tally.block(bytes);
        long durationNs = time.codedNs(startNs, Coding.WINDOW, windowedPages, bytes);
        selector.encoded(Coding.WINDOW, windowedPages, bytes, durationNs);
        windowedPages = 0;
    }

    /** Gives native memory back. */
    @Override
    public void close() {
        encoders.close();
        if (window != null) {
            window.close();
        }
        if (versions != null) {
            versions.close();
        }
        arena.close();
    }

    private void add(long page, CodecId codec, int bodyBytes, int checksum) {
        writer.page(page, codec, bodyBytes, checksum);
        tally.page(codec, bodyBytes);
        watch.sent(page, codec);
    }

    private boolean mention(long page, MemorySegment out, long body, int checksum) {
        SentVersions sent = versions;
        if (sent == null || sent.isEmpty()) {
            return false;
        }
        if (sent.isUnchanged(page, out, body)) {
            sent.wasUseful(page);
            add(page, CodecId.UNCHANGED, 0, checksum);
            return true;
        }
        long other = sent.duplicateOf(page, out, body, checksum);
        if (other == SentVersions.NONE) {
            return false;
        }
        keepVersion(page, out, body, checksum);
        sent.wasUseful(other);
        writer.duplicate(page, other, checksum);
        tally.page(CodecId.DUPLICATE, (int) (writer.bodyOffset() - body));
        watch.sent(page, CodecId.DUPLICATE);
        return true;
    }

    private void keepVersion(long page, MemorySegment content, long offset, int checksum) {
        if (versions == null) {
            return;
        }
        if (selector.keepsVersions(writtenAgain)) {
            versions.keep(page, content, offset, checksum, writtenAgain);
        } else {
            versions.forget(page);
        }
    }
}
