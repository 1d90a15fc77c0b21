package org.pagurus.engine.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.codec.select.AnySelector;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.protocol.PageFrame;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.testing.Seeds;

/** A round goes on behind the last frame that has arrived, wherever its connection was cut. */
class ResumedRoundTest {
    private static final long PAGES = 700;
    private static final int LAST = 5;

    private final MemorySegment frame = Arena.ofAuto().allocate(PageFrame.MAX_BYTES, 8);

    @Test
    void countsWhatWasSentWhatWasLostAndWhatWasSkipped() throws Exception {
        int frames = frames(1);
        for (int sent = 0; sent <= frames; sent++) {
            for (int arrived = 0; arrived <= sent; arrived++) {
                resumeAt(frames, sent, arrived);
            }
        }
    }

    private int frames(int stream) throws ProtocolException {
        try (PagePair pair = new PagePair(PAGES, 2)) {
            write(pair, 0);
            pair.log.harvest(new PageBitmap(PAGES));
            pair.round(0, pair.all(), false);
            return pair.senders.get(stream).frames();
        }
    }

    /** Stream 1 has a whole chunk; some pages are dirty at the start, more when it goes on. */
    private void resumeAt(int frames, int sent, int arrived) throws ProtocolException {
        try (PagePair pair = new PagePair(PAGES, 2)) {
            write(pair, 0);
            PageSender sender = pair.senders.get(1);
            sender.beginRound(0, pair.all(), false);
            pair.log.harvest(new PageBitmap(PAGES));
            pair.write(260, 1);
            pair.write(500, 1);
            send(pair, sender, arrived);
            for (int i = arrived; i < sent; i++) {
                sender.fill(frame);
            }
            pair.receivers.set(1, pair.receivers.get(1).replace());
            pair.write(261, 2);
            pair.write(501, 2);
            sender.resumeAt(arrived);
            assertEquals(arrived, sender.frames());
            send(pair, sender, Integer.MAX_VALUE);
            StreamTally tally = sender.tally();
            PageReceiver.RoundEnd end = pair.receivers.get(1).roundEnd();
            String what = sent + " sent, " + arrived + " arrived";
            assertEquals(end.pages(), tally.arrivingPages(), what);
            assertEquals(256, tally.arrivingPages() + tally.skippedPages(), what);
            assertEquals(tally.pages(), tally.arrivingPages() + tally.lostPages(), what);
            boolean pagesLost = arrived < sent && arrived < frames - 1;
            assertEquals(pagesLost, tally.lostPages() > 0, what);
        }
    }

    /** Delivers so many frames, or all that are left. */
    private void send(PagePair pair, PageSender sender, int count) throws ProtocolException {
        for (int i = 0; i < count && !sender.isRoundSent(); i++) {
            pair.receivers.get(1).receive(sender.fill(frame));
        }
    }

    private static void write(PagePair pair, int add) {
        for (long page = 0; page < PAGES; page++) {
            pair.write(page, page + add + 1);
        }
    }

    /**
     * Frames come in part, versions and windows are cut off, the guest writes meanwhile, and in the
     * end the memories are the same.
     */
    @Test
    void anyMixOfCodingsGivesTheSameMemoryHoweverOftenItIsCut() {
        Seeds.forEach(
                60,
                seed -> {
                    Random random = new Random(seed);
                    boolean raw = seed % 3 == 0;
                    try (PagePair pair =
                            new PagePair(PAGES, 2, raw ? Compression.NONE : anyMix(random))) {
                        for (long page = 0; raw && page < PAGES; page++) {
                            pair.write(page, page + 1); // so that frames go right into memory
                        }
                        for (int round = 0; round < LAST; round++) {
                            change(pair, raw && round == 0 ? 0 : 300, random);
                            PageBitmap dirty = new PageBitmap(PAGES);
                            pair.log.harvest(dirty);
                            sendRound(pair, round, round == 0 ? pair.all() : dirty, random);
                        }
                        PageBitmap dirty = new PageBitmap(PAGES);
                        pair.log.harvest(dirty);
                        sendRound(pair, LAST, dirty, random);
                        assertTrue(pair.memoriesAreSame());
                        assertEquals(pair.sentHashes.digest(), pair.receivedHashes.digest());
                    }
                });
    }

    private static Compression anyMix(Random random) {
        return new Compression(
                () -> new AnySelector(random),
                random.nextLong(PAGES * Page.SIZE_BYTES),
                20,
                () -> 1,
                EncodingTime.NONE);
    }

    private void sendRound(PagePair pair, int round, PageBitmap toSend, Random random)
            throws ProtocolException {
        for (int stream = 0; stream < 2; stream++) {
            cutAndResume(pair, stream, round, toSend, random);
        }
    }

    private void cutAndResume(
            PagePair pair, int stream, int round, PageBitmap toSend, Random random)
            throws ProtocolException {
        PageSender sender = pair.senders.get(stream);
        sender.beginRound(round, toSend, round == LAST);
        boolean cut = false;
        while (cut || !sender.isRoundSent()) {
            MemorySegment next = sender.fill(frame);
            if (!cut && random.nextInt(6) == 0) {
                partly(pair.receivers.get(stream).places(next), next, random);
                cut = true;
            } else if (!cut) {
                pair.receivers.get(stream).receive(next);
            }
            if (cut && random.nextBoolean()) {
                change(pair, round == LAST ? 0 : 20, random);
                int arrived = pair.receivers.get(stream).frames();
                pair.receivers.set(stream, pair.receivers.get(stream).replace());
                sender.resumeAt(arrived);
                cut = false;
            }
        }
        assertEquals(sender.tally().arrivingPages(), pair.receivers.get(stream).roundEnd().pages());
    }

    private static void partly(List<MemorySegment> places, MemorySegment sent, Random random) {
        long bytes = places.stream().mapToLong(MemorySegment::byteSize).sum();
        long at = sent.byteSize() - bytes;
        long left = random.nextLong(bytes + 1);
        for (MemorySegment place : places) {
            long part = Math.min(left, place.byteSize());
            MemorySegment.copy(sent, at, place, 0, part);
            at += part;
            left -= part;
        }
    }

    /** Some pages are zero again, or another page's content, or a word changes. */
    private static void change(PagePair pair, int pages, Random random) {
        MemorySegment memory = pair.from.segment();
        for (int i = 0; i < pages; i++) {
            long page = random.nextLong(PAGES);
            MemorySegment content = memory.asSlice(Page.offsetBytes(page), Page.SIZE_BYTES);
            switch (random.nextInt(4)) {
                case 0 -> content.fill((byte) 0);
                case 1 ->
                        content.copyFrom(
                                memory.asSlice(
                                        Page.offsetBytes(random.nextLong(PAGES)), Page.SIZE_BYTES));
                default -> pair.write(page, random.nextLong());
            }
            pair.log.mark(page);
        }
    }

    @Test
    void frameStartsAreRememberedInOrderAndCutOff() {
        FrameStarts starts = new FrameStarts();
        for (int i = 0; i < 1000; i++) {
            starts.add(1L << 24 | i, 64L * i);
        }
        assertEquals(1L << 24 | 999, starts.page(999));
        assertEquals(64 * 999, starts.pagesBefore(999));
        starts.cut(500);
        assertEquals(500, starts.count());
        assertThrows(IndexOutOfBoundsException.class, () -> starts.page(500));
        assertThrows(IndexOutOfBoundsException.class, () -> starts.cut(501));
        starts.clear();
        assertEquals(0, starts.count());
    }
}
