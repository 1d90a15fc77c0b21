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

    /** The frames of the round under way. */
    private final FrameStarts starts = new FrameStarts();

    private @Nullable PageBitmap toSend;
    private int round;
    private boolean last;
    private long chunk;
    private int word;

    /** Pages of the round that come before this one have been sent. */
    private long firstPage;

    private boolean roundSent = true;
    private long pages;

    /** Of these, pages in frames that have not arrived. */
    private long lostPages;

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
        this(stream, streams, memory, dirtyLog, hashes, compression, PageWatch.NONE);
    }

    /**
     * With somebody who watches.
     *
     * @param watch shared by all streams of the migration
     */
    public PageSender(
            int stream,
            int streams,
            GuestMemory memory,
            DirtyLog dirtyLog,
            PageHashes hashes,
            Compression compression,
            PageWatch watch) {
        this.stream = stream;
        this.streams = streams;
        this.memory = memory;
        this.dirtyLog = dirtyLog;
        this.hashes = hashes;
        writer = new PageFrameWriter(stream);
        encoder =
                new PageEncoder(
                        compression, new StreamMap(streams), memory.pageCount(), writer, watch);
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
        goTo(0, stream);
        starts.clear();
        roundSent = false;
        pages = 0;
        lostPages = 0;
        zeroPages = 0;
        bytes = 0;
        skippedPages = 0;
        bytesShown = 0;
        encoder.beginRound(round > 0, last);
    }

    /** Whether the frame that ends the round has been written. */
    public boolean isRoundSent() {
        return roundSent;
    }

    /**
     * Whether no more than so many of the round's pages are left, those that would be skipped
     * included. Owner as of {@link #fill}.
     */
    public boolean hasAtMost(int mostPages) {
        int left = 0;
        for (int i = word; i < WORDS_PER_CHUNK; i++) {
            left += Long.bitCount(chunkWords[i]);
        }
        PageBitmap set = pagesOfRound();
        for (long index = (chunk + streams) * WORDS_PER_CHUNK;
                left <= mostPages && index < set.wordCount();
                index += (long) streams * WORDS_PER_CHUNK) {
            left += countInChunk((int) index);
        }
        return left <= mostPages;
    }

    /** Frames of this round so far, its end included. */
    public int frames() {
        return starts.count();
    }

    /**
     * Prepares for a fresh connection, on which the round goes on behind the last frame that has
     * arrived. What was sent behind that is sent again, if it is not dirty now, and nothing refers
     * to it any more. While no stream's thread has the sender.
     *
     * @param arrived frames of this round that the destination has, 0 to {@link #frames()}
     */
    public void resumeAt(int arrived) {
        encoder.restart();
        if (arrived == starts.count()) {
            return;
        }
        long page = starts.page(arrived);
        long pagesBefore = starts.pagesBefore(arrived);
        lostPages = pages - pagesBefore;
        starts.cut(arrived);
        roundSent = false;
        if (page < memory.pageCount()) { // else only the round's end has not arrived
            forgetFrom(page);
            goTo(page, Page.chunk(page));
            skippedPages = countBefore(page) - pagesBefore;
        }
    }

    /** What this round has sent so far, or sent in all. */
    public StreamTally tally() {
        return new StreamTally(pages, lostPages, zeroPages, bytes, skippedPages, encoder.counts());
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
        long page = nextPage();
        starts.add(page < 0 ? memory.pageCount() : page, pages - lostPages);
        while (page >= 0) {
            write(page, out, frameChecksum);
            page = writer.hasRoom() ? nextPage() : -1;
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

    /** The next page is this one or one behind it. */
    private void goTo(long page, long chunkOfPage) {
        firstPage = page;
        chunk = chunkOfPage - streams;
        word = WORDS_PER_CHUNK;
    }

    /** Forgets the versions of all pages sent from this one on, and of a few more. */
    private void forgetFrom(long page) {
        PageBitmap set = pagesOfRound();
        for (long c = Page.chunk(page); c <= chunk; c += streams) {
            long end = Math.min((c + 1) << Page.CHUNK_SHIFT, memory.pageCount());
            for (long p = Math.max(page, c << Page.CHUNK_SHIFT); p < end; p++) {
                if (set.get(p)) {
                    encoder.forget(p);
                }
            }
        }
    }

    /** How many of the round's pages come before this one on this stream. */
    private long countBefore(long page) {
        PageBitmap set = pagesOfRound();
        long count = 0;
        for (long c = stream; c <= Page.chunk(page); c += streams) {
            long end = Math.min(page, (c + 1) << Page.CHUNK_SHIFT);
            for (long p = c << Page.CHUNK_SHIFT; p < end; p++) {
                count += set.get(p) ? 1 : 0;
            }
        }
        return count;
    }

    /** The pages of the chunk with this first word that are still to be sent. */
    private int countInChunk(int firstWord) {
        PageBitmap set = pagesOfRound();
        int end = Math.min(firstWord + WORDS_PER_CHUNK, set.wordCount());
        int count = 0;
        for (int index = firstWord; index < end; index++) {
            count += Long.bitCount(set.word(index) & notSent(index));
        }
        return count;
    }

    private PageBitmap pagesOfRound() {
        PageBitmap set = toSend;
        if (set == null) {
            throw new IllegalStateException("no round has begun");
        }
        return set;
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
        PageBitmap set = pagesOfRound();
        chunk += streams;
        long firstWord = chunk * WORDS_PER_CHUNK;
        if (firstWord >= set.wordCount()) {
            return false;
        }
        long any = 0;
        for (int i = 0; i < WORDS_PER_CHUNK; i++) {
            int index = (int) firstWord + i;
            chunkWords[i] = index < set.wordCount() ? set.word(index) & notSent(index) : 0;
            any |= chunkWords[i];
        }
        if (any != 0 && !last) {
            skipDirtyAgain((int) firstWord);
        }
        word = 0;
        return true;
    }

    /** The bits of this word from the first page on. */
    private long notSent(int index) {
        long before = firstPage - (long) index * Long.SIZE;
        return before <= 0 ? -1L : before >= Long.SIZE ? 0 : -1L << before;
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
