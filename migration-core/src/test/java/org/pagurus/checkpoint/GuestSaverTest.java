package org.pagurus.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.engine.SteppedGuest;
import org.pagurus.guest.BootableGuest;
import org.pagurus.guest.ForwardingGuest;
import org.pagurus.guest.Guest;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestFactory;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.InvariantChecker;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.guest.traced.TraceDirectory;
import org.pagurus.guest.traced.TracedConfig;
import org.pagurus.guest.traced.TracedGuests;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.DirtyLogs;
import org.pagurus.memory.MemorySource;

/** Guests that are saved while they run, and what comes of the file. */
@Timeout(60)
class GuestSaverTest {
    private static final NicAddress NIC =
            new NicAddress(MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.2"));
    private static final long MEMORY_BYTES = 32 << 20;
    private static final long WORKING_SET_PAGES = 4096;
    private static final Path TRACES = Path.of("src/test/resources/traces");

    @TempDir Path directory;

    /** A guest whose memory at the pause is kept. */
    private static final class Watched extends ForwardingGuest {
        private byte[] atPause = {};
        private int pauses;

        Watched(BootableGuest guest) {
            super(guest);
        }

        @Override
        public byte[] saveDeviceState() {
            atPause = memory().segment().toArray(ValueLayout.JAVA_BYTE);
            return super.saveDeviceState();
        }

        @Override
        public void pause() {
            pauses++;
            super.pause();
        }
    }

    private static GuestDescription synthetic(String workload, long dirtyRateBytesPerSecond) {
        return SyntheticGuests.describe(
                "crab",
                MEMORY_BYTES,
                NIC,
                new SyntheticConfig(
                        Workloads.parse(workload),
                        ContentMix.TYPICAL,
                        dirtyRateBytesPerSecond,
                        WORKING_SET_PAGES * 4096,
                        1 << 20,
                        1,
                        7));
    }

    private static GuestFactory syntheticGuests() {
        return new SyntheticGuests(System::nanoTime, MemorySource.FRESH);
    }

    private SavedCheckpoint save(Guest guest, String selector) throws CheckpointException {
        try (NewCheckpoint target = NewCheckpoint.create(directory.resolve("crab"), true)) {
            return new GuestSaver(
                            guest, SavedFile.compression(selector), System::nanoTime, () -> false)
                    .save(target, SavedFile.SAVED_AT_MS);
        }
    }

    /** Saves a running guest, and restores it beside. */
    private SavedCheckpoint assertRoundTrip(
            GuestFactory factory, GuestDescription description, DirtyLogKind log, String selector)
            throws Exception {
        try (BootableGuest guest = factory.create(description, log)) {
            guest.boot();
            guest.resume();
            Watched watched = new Watched(guest);
            SavedCheckpoint checkpoint = save(watched, selector);
            assertEquals(1, watched.pauses);
            assertTrue(guest.status().startsWith("running"), guest.status());
            Path file = directory.resolve("crab");
            assertEquals(Files.size(file), checkpoint.fileBytes());
            try (SavedGuest saved = SavedGuest.open(file);
                    BootableGuest restored = factory.create(saved.header().guest(), log)) {
                assertEquals(description, saved.header().guest());
                saved.verify(() -> false);
                saved.load(restored, () -> false);
                assertEquals(
                        -1,
                        MemorySegment.ofArray(watched.atPause)
                                .mismatch(restored.memory().segment()));
                if (description.kind().equals(SyntheticGuests.KIND)) {
                    InvariantChecker.Result result =
                            InvariantChecker.check(
                                    restored.memory(),
                                    SyntheticConfig.FIRST_PAGE,
                                    WORKING_SET_PAGES);
                    assertTrue(result.intact(), result::toString);
                }
                restored.resume();
                assertTrue(restored.status().startsWith("running"), restored.status());
                assertTrue(restored.status().contains("moved 1 times"), restored.status());
            }
            return checkpoint;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SOFTWARE, fixed:lz4, 20",
        "SOFTWARE, fixed:zstd-1, 0",
        "SOFTWARE, cbc, 20",
        "SOFTWARE, none, 4000",
        "KERNEL, fixed:lz4, 20"
    })
    void theFileIsTheMemoryAtThePause(DirtyLogKind log, String selector, long dirtyRateMibPerSecond)
            throws Exception {
        assumeTrue(DirtyLogs.unavailable(log).isEmpty(), () -> log + " dirty log");
        SavedCheckpoint checkpoint =
                assertRoundTrip(
                        syntheticGuests(),
                        synthetic("invariant", dirtyRateMibPerSecond << 20),
                        log,
                        selector);
        assertTrue(checkpoint.rounds() >= 2, checkpoint::toString);
        assertTrue(checkpoint.pages() >= MEMORY_BYTES / 4096, checkpoint::toString);
        assertTrue(checkpoint.pages() <= 3 * MEMORY_BYTES / 4096, checkpoint::toString);
        assertTrue(checkpoint.pauseNs() > 0, checkpoint::toString);
        assertTrue(checkpoint.durationNs() > checkpoint.pauseNs(), checkpoint::toString);
    }

    @Test
    void aTracedGuestGoesOnWhereItsReplayWas() throws Exception {
        TraceDirectory trace = TraceDirectory.open(TRACES.resolve("redis-cut"));
        GuestDescription description =
                TracedGuests.describe(
                        "crab",
                        NIC,
                        trace,
                        new TracedConfig("redis-cut", trace.finalSha256(), 32_768, 1_500, 0));
        SavedCheckpoint checkpoint =
                assertRoundTrip(
                        new TracedGuests(TRACES, System::nanoTime, MemorySource.FRESH),
                        description,
                        DirtyLogKind.SOFTWARE,
                        "fixed:lz4");
        assertTrue(checkpoint.rounds() >= 2, checkpoint::toString);
    }

    /** Every write of the file fails once, and every sync. */
    @Test
    void whateverFailsTheGuestRunsOnAndItsLogIsOff() throws Exception {
        int calls = 0;
        boolean whole = false;
        List<String> messages = new ArrayList<>();
        while (!whole) {
            try (SteppedGuest guest = new SteppedGuest(SavedFile.PAGES, SavedFile.ACTIVE_PAGES)) {
                guest.boot();
                Failing sink = new Failing(calls, guest);
                try {
                    saver(guest, false).write(sink, 0);
                    whole = true;
                } catch (CheckpointException e) {
                    messages.add(e.getMessage());
                }
                assertTrue(guest.isRunning(), "paused by call " + calls);
                guest.step(1);
                assertNull(guest.violation());
                calls++;
            }
        }
        assertTrue(messages.size() > 8, messages::toString);
        messages.forEach(message -> assertEquals("file: the disk is gone", message));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givenUpItLeavesTheGuestRunningAndNoFile(boolean atOnce) throws Exception {
        try (SteppedGuest guest = new SteppedGuest(SavedFile.PAGES, SavedFile.ACTIVE_PAGES);
                NewCheckpoint target = NewCheckpoint.create(directory.resolve("crab"), false)) {
            guest.boot();
            int[] asked = {atOnce ? 1 : 0};
            GuestSaver saver =
                    new GuestSaver(
                            guest,
                            SavedFile.compression("none"),
                            System::nanoTime,
                            () -> asked[0]++ > 0);
            assertEquals(
                    "host: the daemon was told to stop",
                    assertThrows(CheckpointException.class, () -> saver.save(target, 0))
                            .getMessage());
            assertTrue(guest.isRunning());
        }
        assertFalse(Files.exists(directory.resolve("crab")));
        assertFalse(Files.exists(directory.resolve("crab.new")));
    }

    private static GuestSaver saver(Guest guest, boolean abandoned) {
        long[] nowNs = {0};
        return new GuestSaver(
                guest,
                SavedFile.compression("fixed:lz4"),
                () -> nowNs[0] += 1L << 33,
                () -> abandoned);
    }

    /** Fails one of its calls. */
    private static final class Failing implements CheckpointSink {
        private final int failing;
        private final SteppedGuest guest;
        private int calls;

        Failing(int failing, SteppedGuest guest) {
            this.failing = failing;
            this.guest = guest;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            call();
        }

        @Override
        public void sync() throws IOException {
            call();
        }

        private void call() throws IOException {
            if (calls++ == failing) {
                throw new IOException("the disk is gone");
            }
            guest.step(11);
        }
    }
}
