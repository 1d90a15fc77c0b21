package org.pagurus.engine.page;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.pagurus.memory.DirtyLog;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.memory.PageChecksum;
import org.pagurus.protocol.PageFrameWriter;

/**
 * Fills frames with the pages of one stream, when its channel asks for them: so backpressure
 * reaches the memory reader and no queue grows.
 *
 * <p>Owner: the thread of its stream, from {@link #beginRound} until {@link #fill} has written the
 * end of the round; the engine's thread otherwise. Whoever hands over must do so with a
 * happens-before edge (a task, a queue).
 */
public final class PageSender implements AutoCloseable {
    private static final int WORDS_PER_CHUNK = Page.PER_CHUNK / Long.SIZE;

    private final int stream;
    private final int streams;
    private final GuestMemory memory;
    private final DirtyLog dirtyLog;
    private final PageHashes hashes;
    private final PageFrameWriter writer;
    private final PageEncoder encoder;
    private final long[] chunkWords = new long[WORDS_PER_CHUNK];
    private final long[] marks = new long[WORDS_PER_CHUNK];

    private @Nullable PageBitmap toSend;
    private int round;
    private boolean last;
    private long chunk;
    private int word;
    private boolean roundSent = true;
    private long pages;
    private long zeroPages;
    private long bytes;
    private long skippedPages;

    /** Bytes of this round so far; written by the owner, read by anyone who shows progress. */
    private volatile long bytesShown;

    public PageSender(
            int stream,
            int streams,
            GuestMemory memory,
            DirtyLog dirtyLog,
            PageHashes hashes,
            Compression compression) {
        this.stream = stream;
        this.streams = streams;
        this.memory = memory;
        this.dirtyLog = dirtyLog;
        this.hashes = hashes;
        writer = new PageFrameWriter(stream);
        encoder = new PageEncoder(compression, new StreamMap(streams), memory.pageCount(), writer);
    }

    /**
     * Starts a round.
     *
     * @param toSend the round's pages; not changed until the round is sent
     * @param last whether the guest is paused: then no page is skipped, and the stream ends behind
     *     the round
     */
    public void beginRound(int round, PageBitmap toSend, boolean last) {
        this.toSend = toSend;
        this.round = round;
        this.last = last;
        chunk = stream - (long) streams;
        word = WORDS_PER_CHUNK;
        roundSent = false;
        pages = 0;
        zeroPages = 0;
        bytes = 0;
        skippedPages = 0;
        bytesShown = 0;
        encoder.beginRound(round > 0);
    }

    /** Whether the frame that ends the round has been written. */
    public boolean isRoundSent() {
        return roundSent;
    }

    /** What this round has sent so far, or sent in all. */
    public StreamTally tally() {
        return new StreamTally(pages, zeroPages, bytes, skippedPages, encoder.counts());
    }

    /** Bytes of this round so far, for any thread. */
    public long bytesShown() {
        return bytesShown;
    }

    /**
     * Writes the next frame into {@code out}.
     *
     * @param out at least {@link org.pagurus.protocol.PageFrame#MAX_BYTES}
     * @return the part of it that the frame takes; of 0 bytes when the round has been sent
     */
    public MemorySegment fill(MemorySegment out) {
        if (roundSent) {
            return MemorySegment.NULL;
        }
        writer.begin(out, round);
        encoder.beginFrame();
        PageChecksum frameChecksum = new PageChecksum(out);
        while (writer.hasRoom()) {
            long page = nextPage();
            if (page < 0) {
                break;
            }
            write(page, out, frameChecksum);
        }
        MemorySegment frame;
        if (writer.pages() > 0) {
            encoder.endPages(out);
            frame = writer.endPages();
            pages += writer.pages();
        } else {
            frame = writer.endRound(last);
            roundSent = true;
        }
        bytes += frame.byteSize();
        bytesShown = bytes;
        return frame;
    }

    /** Gives native memory back; nothing is sent any more. */
    @Override
    public void close() {
        encoder.close();
    }

    private void write(long page, MemorySegment out, PageChecksum frameChecksum) {
        long offset = Page.offsetBytes(page);
        if (encoder.mentionsZeros() && memory.isZeroPage(page)) {
            hashes.update(stream, page, PageChecksum.ZERO_PAGE);
            encoder.zero(page, PageChecksum.ZERO_PAGE);
            zeroPages++;
            return;
        }
        // The guest may write the page meanwhile. What is sent is one snapshot, and the write shows
        // in the next harvest. It is made where it lies when the page goes raw.
        long body = writer.bodyOffset();
        MemorySegment.copy(memory.segment(), offset, out, body, Page.SIZE_BYTES);
        int checksum = frameChecksum.at(body);
        hashes.update(stream, page, checksum);
        encoder.page(page, out, checksum);
    }

    private long nextPage() {
        while (word == WORDS_PER_CHUNK || chunkWords[word] == 0) {
            if (word < WORDS_PER_CHUNK) {
                word++;
            } else if (!nextChunk()) {
                return -1;
            }
        }
        long bits = chunkWords[word];
        chunkWords[word] = bits & (bits - 1);
        return (chunk << Page.CHUNK_SHIFT)
                + (long) word * Long.SIZE
                + Long.numberOfTrailingZeros(bits);
    }

    private boolean nextChunk() {
        PageBitmap set = toSend;
        if (set == null) {
            throw new IllegalStateException("no round has begun");
        }
        chunk += streams;
        long firstWord = chunk * WORDS_PER_CHUNK;
        if (firstWord >= set.wordCount()) {
            return false;
        }
        long any = 0;
        for (int i = 0; i < WORDS_PER_CHUNK; i++) {
            int index = (int) firstWord + i;
            chunkWords[i] = index < set.wordCount() ? set.word(index) : 0;
            any |= chunkWords[i];
        }
        if (any != 0 && !last) {
            skipDirtyAgain((int) firstWord);
        }
        word = 0;
        return true;
    }

    /**
     * Pages written since the round's harvest would have to be sent again anyway (Clark et al.,
     * NSDI 2005, 3.2).
     */
    private void skipDirtyAgain(int firstWord) {
        dirtyLog.peek(firstWord, marks);
        for (int i = 0; i < WORDS_PER_CHUNK; i++) {
            skippedPages += Long.bitCount(chunkWords[i] & marks[i]);
            chunkWords[i] &= ~marks[i];
        }
    }
}
