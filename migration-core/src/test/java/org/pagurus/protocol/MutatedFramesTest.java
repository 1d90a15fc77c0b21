package org.pagurus.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.engine.page.StreamMap;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.memory.Seed;

/** Damaged frames: a frame is what it was, or refused with a typed failure. */
class MutatedFramesTest {
    private static final int FRAMES = 100_000;
    private static final long PAGES = 600;
    private static final int STREAMS = 2;

    /** Stream 0 owns chunks 0 and 2. */
    private static final StreamMap MAP = new StreamMap(STREAMS);

    private final GuestMemory memory = GuestMemory.allocate(PAGES * Page.SIZE_BYTES);
    private final PageHashes hashes = new PageHashes(PAGES, STREAMS);
    private final PageBitmap written = new PageBitmap(PAGES);
    private final Seed seed = Seed.fresh();
    private final Random random = seed.random(1);

    @AfterEach
    void giveBack() {
        hashes.close();
        memory.close();
    }

    @Test
    void areRefusedOrUnchangedAndStayInTheirPages() {
        List<TreeMap<Long, byte[]>> contents = contents();
        List<byte[]> frames =
                contents.stream().map(pages -> FrameFixture.pages(0, 0, pages)).toList();
        PageReceiver receiver = receiver();
        int accepted = 0;
        for (int i = 0; i < FRAMES; i++) {
            int which = random.nextInt(frames.size());
            byte[] mutated = mutate(frames.get(which));
            try {
                receiver.receive(MemorySegment.ofArray(mutated));
                accepted++;
                assertContent(contents.get(which));
                receiver = receiver();
            } catch (ProtocolException e) {
                assertTrue(!e.field().isEmpty() && !e.reason().isEmpty(), e::toString);
            } catch (RuntimeException e) {
                throw new AssertionError(e + seed.replay(getClass()), e);
            }
        }
        assertOtherStreamsUntouched();
        int tried = accepted;
        assertTrue(accepted < FRAMES / 10, () -> tried + " accepted" + seed.replay(getClass()));
    }

    private PageReceiver receiver() {
        return new PageReceiver(0, MAP, memory, hashes, written, 0);
    }

    private List<TreeMap<Long, byte[]>> contents() {
        List<TreeMap<Long, byte[]>> contents = new ArrayList<>();
        for (int pages : new int[] {1, 2, 5, 20}) {
            for (int zeroInFour : new int[] {0, 2, 4}) {
                TreeMap<Long, byte[]> content = new TreeMap<>();
                while (content.size() < pages) {
                    long page = random.nextLong(PAGES);
                    if (MAP.streamOf(page) == 0) {
                        byte[] bytes = new byte[Page.SIZE_BYTES];
                        if (random.nextInt(4) >= zeroInFour) {
                            random.nextBytes(bytes);
                        }
                        content.put(page, bytes);
                    }
                }
                contents.add(content);
            }
        }
        return contents;
    }

    private byte[] mutate(byte[] frame) {
        byte[] mutated = frame.clone();
        int damage = random.nextInt(8);
        if (damage == 0) {
            mutated = Arrays.copyOf(frame, random.nextInt(frame.length + 10));
        } else if (damage == 1) {
            int from = random.nextInt(frame.length);
            int length = Math.min(random.nextInt(40), frame.length - from);
            System.arraycopy(
                    frame, random.nextInt(frame.length - length + 1), mutated, from, length);
        } else {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                boolean nearHeader = random.nextBoolean();
                int at = random.nextInt(nearHeader ? Math.min(40, frame.length) : frame.length);
                mutated[at] =
                        random.nextBoolean()
                                ? (byte) random.nextInt()
                                : (byte) (mutated[at] ^ 1 << random.nextInt(8));
            }
        }
        if (mutated.length >= 4 && random.nextInt(8) > 0) {
            ByteBuffer.wrap(mutated).putInt(0, mutated.length - 4); // lets it come further
        }
        return mutated;
    }

    private void assertContent(TreeMap<Long, byte[]> content) {
        content.forEach(
                (page, bytes) ->
                        assertEquals(
                                -1,
                                MemorySegment.mismatch(
                                        MemorySegment.ofArray(bytes),
                                        0,
                                        Page.SIZE_BYTES,
                                        memory.segment(),
                                        Page.offsetBytes(page),
                                        Page.offsetBytes(page + 1)),
                                () -> "page " + page + seed.replay(getClass())));
    }

    private void assertOtherStreamsUntouched() {
        for (long page = 0; page < PAGES; page++) {
            if (MAP.streamOf(page) != 0) {
                byte[] content =
                        memory.segment()
                                .asSlice(Page.offsetBytes(page), Page.SIZE_BYTES)
                                .toArray(ValueLayout.JAVA_BYTE);
                long number = page;
                assertTrue(
                        Arrays.equals(content, new byte[Page.SIZE_BYTES]),
                        () -> "page " + number + " is another stream's" + seed.replay(getClass()));
            }
        }
    }
}
