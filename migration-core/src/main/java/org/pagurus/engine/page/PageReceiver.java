package org.pagurus.engine.page;

import java.lang.foreign.MemorySegment;
import org.pagurus.codec.CodecId;
import org.pagurus.codec.Codecs;
import org.pagurus.codec.MalformedInputException;
import org.pagurus.codec.PageCodec;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.memory.PageChecksum;
import org.pagurus.protocol.Limits;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.PageFrameReader;
import org.pagurus.protocol.ProtocolException;

/**
 * Puts the pages of one stream into the destination's memory. Behind the last round's end it takes
 * no more frames: the guest may be running then. Owner: the thread of its stream.
 */
public final class PageReceiver {
    /** The end of a round on this stream, as it came in. */
    public record RoundEnd(int stream, int round, long pages, boolean last) {}

    private final int stream;
    private final StreamMap map;
    private final GuestMemory memory;
    private final PageHashes hashes;
    private final PageBitmap written;
    private final PageChecksum checksums;
    private final PageFrameReader reader = new PageFrameReader(new Codecs());
    private final PageFrameReader.PageSink sink = this::store;
    private int round;
    private long pagesOfRound;
    private boolean ended;

    /**
     * @param written shared by the receivers of all streams: the pages that are no longer fresh,
     *     untouched memory
     */
    public PageReceiver(
            int stream, StreamMap map, GuestMemory memory, PageHashes hashes, PageBitmap written) {
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
        if (ended) {
            throw new ProtocolException(
                    "frame", "stream " + stream + " had ended with its last round");
        }
        PageFrameReader.checkLength(frame);
        if (PageFrameReader.stream(frame) != stream) {
            throw new ProtocolException(
                    "frame.stream",
                    "expected " + stream + " but found " + PageFrameReader.stream(frame));
        }
        int frameRound = PageFrameReader.round(frame);
        if (frameRound != round || frameRound > Limits.ROUNDS) {
            throw new ProtocolException(
                    "frame.round", "expected " + round + " but found " + frameRound);
        }
        reader.read(frame, sink);
        pagesOfRound += PageFrameReader.pages(frame);
        int type = PageFrameReader.type(frame);
        ended = type == PageFrame.TYPE_LAST_ROUND_END;
        return type != PageFrame.TYPE_PAGES;
    }

    /** The round that {@link #receive} has just ended; the next frame begins the next one. */
    public RoundEnd roundEnd() {
        RoundEnd end = new RoundEnd(stream, round, pagesOfRound, ended);
        round++;
        pagesOfRound = 0;
        return end;
    }

    /** Whether the last round has ended: no frame may come any more. */
    public boolean hasEnded() {
        return ended;
    }

    private int store(long page, PageCodec codec, MemorySegment in, long offset, int length)
            throws ProtocolException, MalformedInputException {
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
        int checksum;
        if (codec.id() == CodecId.ZERO && !written.get(page)) {
            checksum = PageChecksum.ZERO_PAGE;
        } else {
            codec.decode(in, offset, length, memory.segment(), Page.offsetBytes(page));
            written.set(page);
            checksum = checksums.of(page);
        }
        hashes.update(stream, page, checksum);
        return checksum;
    }
}
