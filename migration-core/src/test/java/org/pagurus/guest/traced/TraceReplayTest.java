package org.pagurus.guest.traced;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.software.PauseGate;
import org.pagurus.guest.software.wire.ReplayState;
import org.pagurus.memory.DirtyMarker;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;

/** Steps the replay by hand, on a clock that only the test moves. */
class TraceReplayTest {
    private static final int FACTOR_PERMILLE = 1_500;
    private static final long MS = 1_000_000;

    private final TraceDirectory trace;
    private final GuestMemory memory;

    TraceReplayTest() throws GuestException {
        trace = TraceDirectory.open(TraceFiles.CUT);
        memory = GuestMemory.allocate(Page.offsetBytes(trace.pageCount()));
    }

    @AfterEach
    void giveBackMemory() {
        memory.close();
    }

    @Test
    void givesTheTracedMemoryAfterAllIntervals() throws GuestException {
        trace.loadBase(memory);
        TraceReplay replay = replay(trace, memory, page -> {});
        run(replay, 0, totalNs(trace));
        assertEquals(trace.finalSha256(), sha256(memory));
        replay.close();
    }

    @Test
    @EnabledIfSystemProperty(named = "pagurus.trace", matches = ".+")
    void givesTheTracedMemoryOfAWholeTrace() throws GuestException {
        TraceDirectory whole =
                TraceDirectory.open(Path.of(System.getProperty("pagurus.trace", "")));
        try (GuestMemory large = GuestMemory.allocate(Page.offsetBytes(whole.pageCount()))) {
            whole.loadBase(large);
            TraceReplay replay = replay(whole, large, page -> {});
            run(replay, 0, totalNs(whole));
            assertEquals(whole.finalSha256(), sha256(large));
            replay.close();
        }
    }

    @Test
    void dirtiesMorePagesThanChangeInTheTimeOfTheInterval() throws GuestException {
        trace.loadBase(memory);
        PageBitmap dirty = new PageBitmap(trace.pageCount());
        TraceReplay replay = replay(trace, memory, dirty::set);
        long startNs = 0;
        for (int interval = 0; interval < trace.intervalCount(); interval++) {
            dirty.clearAll();
            long endNs = startNs + trace.durationNs(interval);
            run(replay, startNs, endNs - 1);
            long expected = trace.changedPageCount(interval) * 3L / 2;
            assertEquals(expected, dirty.cardinality(), 1, "interval " + interval);
            run(replay, endNs, endNs);
            startNs = endNs;
        }
        replay.close();
    }

    @Test
    void beginsAgainAfterTheLastInterval() throws GuestException {
        trace.loadBase(memory);
        PageBitmap dirty = new PageBitmap(trace.pageCount());
        TraceReplay replay = replay(trace, memory, dirty::set);
        run(replay, 0, totalNs(trace));
        dirty.clearAll();
        run(replay, totalNs(trace), totalNs(trace) + trace.durationNs(0) - 1);
        for (int page : trace.changedPages(0)) {
            assertTrue(dirty.get(page), "page " + page);
        }
        assertEquals(0, state(replay.save()).getInterval());
        replay.close();
    }

    @Test
    void goesOnInAnotherGuestWhereItWas() throws GuestException {
        trace.loadBase(memory);
        TraceReplay first = replay(trace, memory, page -> {});
        // In the middle of the eighth interval, before it has read a thing in the second guest.
        long middleNs = 7_000 * MS;
        run(first, 0, middleNs);
        assertEquals(7, state(first.save()).getInterval());
        TraceReplay second = replay(trace, memory, page -> {});
        second.prepare();
        second.load(first.save(), middleNs);
        assertEquals(first.save(), second.save());
        first.close();
        run(second, middleNs, totalNs(trace));
        assertEquals(trace.finalSha256(), sha256(memory));
        second.close();
    }

    @Test
    void writesNothingWithoutItsContentsReady() throws GuestException {
        TraceReplay replay =
                replay(
                        trace,
                        memory,
                        page -> {
                            throw new AssertionError("page " + page);
                        });
        assertEquals(500 * MS, replay.step(500 * MS));
        replay.prepare();
        replay.load(
                ReplayState.newBuilder()
                        .setTrace(trace.name())
                        .setFinalSha256(trace.finalSha256())
                        .setInterval(3)
                        .setWrites(70)
                        .build()
                        .toByteString(),
                500 * MS);
        assertEquals(900 * MS, replay.step(900 * MS));
        replay.close();
    }

    @Test
    void neverWritesMoreThanABatchAndCatchesUpASecondAndNoMore() throws GuestException {
        trace.loadBase(memory);
        int[] writes = {0};
        TraceReplay replay = replay(trace, memory, page -> writes[0]++);
        long nowNs = 100_000 * MS;
        long dueNs = nowNs;
        while (dueNs <= nowNs) {
            replay.prepare();
            int before = writes[0];
            dueNs = replay.step(nowNs);
            assertTrue(writes[0] - before <= PauseGate.MAX_BATCH_PAGES);
        }
        // A second holds the first three intervals and a part of the fourth.
        assertEquals(3, state(replay.save()).getInterval());
        replay.close();
    }

    @Test
    void refusesAHostileState() throws GuestException {
        ReplayState.Builder state =
                ReplayState.newBuilder().setTrace(trace.name()).setFinalSha256(trace.finalSha256());
        assertRefused(ByteString.copyFromUtf8("\u0001\u0002"), "must be a ReplayState");
        String differs = "trace and final_sha256 must be those of trace redis-cut of this host";
        assertRefused(state.clone().setTrace("x").build().toByteString(), differs);
        assertRefused(state.clone().setFinalSha256("x").build().toByteString(), differs);
        assertRefused(
                state.clone().setInterval(11).build().toByteString(),
                "interval must be 0 to 10 but is 11");
        assertRefused(
                state.clone().setInterval(-1).build().toByteString(),
                "interval must be 0 to 10 but is -1");
        assertRefused(
                state.clone().setWrites(8).build().toByteString(),
                "writes must be 0 to 7 but is 8");
        assertRefused(
                state.clone().setStartedNs(101).build().toByteString(),
                "started_ns must be 0 to 100 but is 101");
    }

    private void assertRefused(ByteString state, String message) {
        TraceReplay replay = replay(trace, memory, DirtyMarker.NONE);
        GuestException error = assertThrows(GuestException.class, () -> replay.load(state, 100));
        assertTrue(String.valueOf(error.getMessage()).startsWith(message), error.getMessage());
    }

    /** Steps whenever the replay is due, from one time to another, both included. */
    private static void run(TraceReplay replay, long fromNs, long toNs) throws GuestException {
        long nowNs = fromNs;
        while (nowNs <= toNs) {
            replay.prepare();
            long dueNs = replay.step(nowNs);
            if (dueNs > toNs && nowNs < toNs) {
                dueNs = toNs;
            }
            nowNs = Math.max(nowNs, dueNs);
        }
    }

    private static TraceReplay replay(
            TraceDirectory trace, GuestMemory memory, DirtyMarker marker) {
        return new TraceReplay(trace, FACTOR_PERMILLE, 1, memory.segment(), marker);
    }

    private static long totalNs(TraceDirectory trace) {
        long totalNs = 0;
        for (int interval = 0; interval < trace.intervalCount(); interval++) {
            totalNs += trace.durationNs(interval);
        }
        return totalNs;
    }

    private static ReplayState state(ByteString saved) {
        try {
            return ReplayState.parseFrom(saved);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static String sha256(GuestMemory memory) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(memory.segment().asByteBuffer());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
