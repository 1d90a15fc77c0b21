package org.pagurus.engine.page;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.pagurus.codec.CodecId;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.PageBitmap;
import org.pagurus.memory.PageChecksum;
import org.pagurus.protocol.Limits;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameHead;
import org.pagurus.protocol.ProtocolException;

/**
 * Puts the pages of one stream into the destination's memory. Behind the last round's end it takes
 * no more frames: the guest may be running then. Owner: the thread of its stream.
 */
public final class PageReceiver implements AutoCloseable {
    /** The end of a round on this stream, as it came in. */
    public record RoundEnd(int stream, int round, long pages, boolean last) {}

    private final int stream;
    private final StreamMap map;
    private final GuestMemory memory;
    private final PageHashes hashes;
    private final PageBitmap written;
    private final PageChecksum checksums;
    private final PageDecoder decoder;
    private final PageFrameHead head = new PageFrameHead();
    private final int[] contentChecksums = new int[PageFrame.MAX_PAGES];
    private final int windowLog;
    private int round;
    private int framesOfRound;
    private long pagesOfRound;
    private boolean ended;

    /** The stream has a newer connection; whatever comes on this one is too late. */
    private boolean replaced;

    /**
     * @param written shared by the receivers of all streams: the pages that are no longer fresh,
     *     untouched memory
     * @param windowLog the stream's long frame has a window of at most 2^windowLog bytes; 0 when it
     *     has no such frame
     */
    public PageReceiver(
            int stream,
            StreamMap map,
            GuestMemory memory,
            PageHashes hashes,
            PageBitmap written,
            int windowLog) {
        decoder = new PageDecoder(stream, map, memory, windowLog);
        this.windowLog = windowLog;
        this.stream = stream;
        this.map = map;
        this.memory = memory;
        this.hashes = hashes;
        this.written = written;
        this.checksums = new PageChecksum(memory.segment());
    }

    /**
     * Takes one whole frame.
     *
     * @return whether it ended a round on this stream: then {@link #roundEnd()} tells which
     * @throws ProtocolException when it is not a frame that may come now; the migration must then
     *     fail
     */
    public boolean receive(MemorySegment frame) throws ProtocolException {
        begin(frame);
        if (frame.byteSize() != head.frameBytes()) {
            throw new ProtocolException(
                    "frame.length",
                    "expected " + frame.byteSize() + " but found " + head.frameBytes());
        }
        // Pages are stored before the frame's checksum is known to be right: the memory is not live
        // yet, and a frame that fails ends the migration.
        decoder.begin(head, frame);
        for (int i = 0; i < head.pages(); i++) {
            contentChecksums[i] = store(i, frame);
        }
        return finish();
    }

    /**
     * Begins a frame of which no more than the head may have come. Where its pages are raw and most
     * of them follow one another, they need not be copied from a buffer: the answer is where the
     * frame's bodies go, stretch by stretch. When they are there, {@link #placed} ends the frame.
     *
     * @return nothing when the frame must be {@linkplain #receive received} whole
     * @throws ProtocolException as {@link #receive}
     */
    public List<MemorySegment> places(MemorySegment frameHead) throws ProtocolException {
        begin(frameHead);
        List<MemorySegment> places = Places.of(head, memory);
        if (!places.isEmpty()) {
            for (int i = 0; i < head.pages(); i++) {
                written.set(head.number(i)); // even if no more than a part of the frame comes
            }
        }
        return places;
    }

    /** All bodies of the frame that has begun with {@link #places} are in their places. */
    public void placed() throws ProtocolException {
        refuseWhenReplaced();
        for (int i = 0; i < head.pages(); i++) {
            long page = head.number(i);
            contentChecksums[i] = checksums.of(page);
            hashes.update(stream, page, contentChecksums[i]);
        }
        finish();
    }

    /** The round that {@link #receive} has just ended; the next frame begins the next one. */
    public RoundEnd roundEnd() {
        RoundEnd end = new RoundEnd(stream, round, pagesOfRound, ended);
        round++;
        framesOfRound = 0;
        pagesOfRound = 0;
        return end;
    }

    /** The round whose frames come in. */
    public int round() {
        return round;
    }

    /** Whole frames of this round that have come and were right. */
    public int frames() {
        return framesOfRound;
    }

    /**
     * A receiver for a fresh connection of this stream, which goes on behind the last whole frame.
     * This one is closed and takes nothing more. While no stream's thread has it.
     */
    public PageReceiver replace() {
        PageReceiver next = new PageReceiver(stream, map, memory, hashes, written, windowLog);
        next.round = round;
        next.framesOfRound = framesOfRound;
        next.pagesOfRound = pagesOfRound;
        next.ended = ended;
        replaced = true;
        close();
        return next;
    }

    /** Whether the last round has ended: no frame may come any more. */
    public boolean hasEnded() {
        return ended;
    }

    /** Gives native memory back; nothing is received any more. */
    @Override
    public void close() {
        decoder.close();
    }

    /** Whatever is wrong with a frame shows here, or in its pages' bytes. */
    private void begin(MemorySegment frameHead) throws ProtocolException {
        refuseWhenReplaced();
        if (ended) {
            throw new ProtocolException(
                    "frame", "stream " + stream + " had ended with its last round");
        }
        head.read(frameHead);
        if (head.stream() != stream) {
            throw new ProtocolException(
                    "frame.stream", "expected " + stream + " but found " + head.stream());
        }
        if (head.round() != round || head.round() > Limits.ROUNDS) {
            throw new ProtocolException(
                    "frame.round", "expected " + round + " but found " + head.round());
        }
        for (int i = 0; i < head.pages(); i++) {
            checkPage(head.number(i), head.codec(i));
        }
    }

    private void refuseWhenReplaced() throws ProtocolException {
        if (replaced) {
            throw new ProtocolException("frame", "stream " + stream + " has a newer connection");
        }
    }

    private void checkPage(long page, CodecId codec) throws ProtocolException {
        if (page >= memory.pageCount()) {
            throw new ProtocolException(
                    "page.number",
                    "expected less than " + memory.pageCount() + " but found " + page);
        }
        if (map.streamOf(page) != stream) {
            throw new ProtocolException(
                    "page.number",
                    "page "
                            + page
                            + " belongs to stream "
                            + map.streamOf(page)
                            + ", not "
                            + stream);
        }
        if (!decoder.speaks(codec)) {
            throw new ProtocolException("page.codec", codec + " is not spoken here");
        }
    }

    private int store(int i, MemorySegment frame) throws ProtocolException {
        long page = head.number(i);
        int checksum;
        if (head.codec(i) == CodecId.ZERO && !written.get(page)) {
            checksum = PageChecksum.ZERO_PAGE;
        } else {
            decoder.decode(head, i, frame);
            written.set(page);
            checksum = checksums.of(page);
        }
        hashes.update(stream, page, checksum);
        return checksum;
    }

    private boolean finish() throws ProtocolException {
        head.verify(contentChecksums);
        framesOfRound++;
        pagesOfRound += head.pages();
        ended = head.type() == PageFrame.TYPE_LAST_ROUND_END;
        return head.type() != PageFrame.TYPE_PAGES;
    }
}
