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

    /** Frames come in part, versions and windows are cut off, and the memories are the same. */
    @Test
    void anyMixOfCodingsGivesTheSameMemoryHoweverOftenItIsCut() {
        Seeds.forEach(
                40,
                seed -> {
                    Random random = new Random(seed);
                    Compression compression =
                            new Compression(
                                    () -> new AnySelector(random),
                                    random.nextLong(PAGES * Page.SIZE_BYTES),
                                    20,
                                    () -> 1,
                                    () -> 0);
                    try (PagePair pair = new PagePair(PAGES, 2, compression)) {
                        for (int round = 0; round < 6; round++) {
                            PageBitmap toSend = round == 0 ? pair.all() : new PageBitmap(PAGES);
                            for (int i = 0; i < 300; i++) {
                                long page = random.nextLong(PAGES);
                                change(pair, page, random);
                                toSend.set(page);
                            }
                            pair.log.harvest(new PageBitmap(PAGES));
                            for (int stream = 0; stream < 2; stream++) {
                                cutAndResume(pair, stream, round, toSend, random);
                            }
                            assertTrue(pair.memoriesAreSame(), "round " + round);
                            assertEquals(pair.sentHashes.digest(), pair.receivedHashes.digest());
                        }
                    }
                });
    }

    private void cutAndResume(
            PagePair pair, int stream, int round, PageBitmap toSend, Random random)
            throws ProtocolException {
        PageSender sender = pair.senders.get(stream);
        sender.beginRound(round, toSend, false);
        boolean cut = false;
        while (true) {
            MemorySegment next = sender.fill(frame);
            if (next.byteSize() == 0) {
                PageReceiver receiver = pair.receivers.get(stream);
                if (!cut) {
                    assertEquals(sender.tally().arrivingPages(), receiver.roundEnd().pages());
                    return;
                }
            } else if (!cut) {
                cut = random.nextInt(6) == 0;
                if (cut) {
                    partly(pair.receivers.get(stream).places(next), next, random);
                } else {
                    pair.receivers.get(stream).receive(next);
                }
            }
            if (cut && random.nextBoolean()) {
                int arrived = pair.receivers.get(stream).frames();
                pair.receivers.set(stream, pair.receivers.get(stream).replace());
                sender.resumeAt(arrived);
                cut = false;
            }
        }
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

    /** Zero again, another page's content, or a few words changed. */
    private static void change(PagePair pair, long page, Random random) {
        MemorySegment memory = pair.from.segment();
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
