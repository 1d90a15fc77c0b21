package org.pagurus.engine.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pagurus.codec.select.AnySelector;
import org.pagurus.codec.select.Coding;
import org.pagurus.codec.select.FixedSelector;
import org.pagurus.codec.select.MentioningSelector;
import org.pagurus.codec.select.PageSelector;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.testing.Seeds;

/** Whatever coding is chosen for which page, the destination's memory is the source's. */
class CodingsTest {
    private static final long PAGES = 700;
    private static final int WINDOW_LOG = 20;

    @ParameterizedTest
    @EnumSource
    void eachCodingGivesTheSameMemory(Coding coding) {
        Seeds.forEach(3, seed -> check(seed, 1 << 20, () -> new FixedSelector(coding)));
    }

    @Test
    void anyMixOfCodingsGivesTheSameMemory() {
        Seeds.forEach(
                20,
                seed -> {
                    Random random = new Random(seed);
                    long limitBytes = random.nextInt(PAGES_BYTES);
                    check(seed, limitBytes, () -> new AnySelector(random));
                });
    }

    @Test
    void withoutCompressionPagesOfZerosGoInFullAsWell() throws Exception {
        Compression none =
                Compression.pageByPage(() -> SelectorKind.parse("none").newSelector(() -> 1, 1));
        try (PagePair pair = new PagePair(PAGES, 1, none)) {
            pair.write(5, 17);
            assertTrue(pair.round(0, pair.all(), true));
            StreamTally tally = pair.senders.getFirst().tally();
            assertEquals(PAGES, tally.pages());
            assertEquals(0, tally.zeroPages());
            assertTrue(tally.bytes() > PAGES_BYTES, () -> tally.toString());
            assertTrue(pair.memoriesAreSame());
        }
    }

    @Test
    void contentThatTheDestinationHasIsMentionedOnly() throws Exception {
        Compression compression =
                new Compression(
                        MentioningSelector::new, PAGES_BYTES, 0, () -> 1, EncodingTime.NONE);
        try (PagePair pair = new PagePair(PAGES, 1, compression)) {
            fill(pair, 5, new Random(11));
            MemorySegment.copy(
                    pair.from.segment(),
                    5 * Page.SIZE_BYTES,
                    pair.from.segment(),
                    600 * Page.SIZE_BYTES,
                    Page.SIZE_BYTES);
            pair.log.mark(600);
            PageBitmap dirty = new PageBitmap(PAGES);
            pair.log.harvest(dirty);
            pair.round(0, dirty, false);
            assertTrue(pair.memoriesAreSame());
            long first = pair.senders.getFirst().tally().bytes();
            assertTrue(first < 1.2 * Page.SIZE_BYTES, () -> first + " bytes");
            pair.round(1, dirty, false); // nothing has changed
            long second = pair.senders.getFirst().tally().bytes();
            assertTrue(second < 60, () -> second + " bytes");
        }
    }

    private static final int PAGES_BYTES = (int) PAGES * Page.SIZE_BYTES;

    private static void check(long seed, long limitBytes, Supplier<PageSelector> selectors)
            throws Exception {
        Compression compression =
                new Compression(selectors, limitBytes, WINDOW_LOG, () -> 1, EncodingTime.NONE);
        Random random = new Random(seed);
        try (PagePair pair = new PagePair(PAGES, 2, compression)) {
            for (int round = 0; round < 5; round++) {
                PageBitmap toSend = round == 0 ? pair.all() : new PageBitmap(PAGES);
                for (int i = 0; i < 200; i++) {
                    long page = random.nextLong(PAGES);
                    fill(pair, page, random);
                    toSend.set(page);
                }
                pair.log.harvest(new PageBitmap(PAGES));
                assertTrue(pair.round(round, toSend, round == 4));
                assertTrue(pair.memoriesAreSame());
                assertEquals(pair.sentHashes.digest(), pair.receivedHashes.digest());
                assertEquals(PageHashes.digestOf(pair.to), pair.receivedHashes.digest());
            }
        }
    }

    /** Zero, the content of another page, a few words changed, few values, or noise. */
    private static void fill(PagePair pair, long page, Random random) {
        MemorySegment memory = pair.from.segment();
        MemorySegment content = memory.asSlice(Page.offsetBytes(page), Page.SIZE_BYTES);
        switch (random.nextInt(6)) {
            case 0 -> content.fill((byte) 0);
            case 1 ->
                    content.copyFrom(
                            memory.asSlice(
                                    Page.offsetBytes(random.nextLong(PAGES)), Page.SIZE_BYTES));
            case 2, 3 -> {
                for (int i = random.nextInt(20); i >= 0; i--) {
                    content.set(BYTE, random.nextInt(Page.SIZE_BYTES), (byte) random.nextInt());
                }
            }
            case 4 -> {
                for (int i = 0; i < Page.SIZE_BYTES; i++) {
                    content.set(BYTE, i, (byte) ("lobster".charAt(i % 7) + random.nextInt(2)));
                }
            }
            default -> {
                for (int i = 0; i < Page.SIZE_BYTES; i++) {
                    content.set(BYTE, i, (byte) random.nextInt());
                }
            }
        }
        pair.log.mark(page);
    }

    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
}
