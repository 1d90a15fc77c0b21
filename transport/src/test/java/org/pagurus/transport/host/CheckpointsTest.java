package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.journal.FileJournal;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;

/** Guests that are saved and restored by hosts that die and come back. */
@Timeout(120)
class CheckpointsTest {
    private static final long DIRTY_RATE_BYTES_PER_SECOND = 40 << 20;
    private static final MigrationToken TOKEN = new MigrationToken(3, 4);

    @TempDir Path directory;
    private Path state;
    private Path file;
    private RestartableHost host;

    @BeforeEach
    void start() throws Exception {
        state = directory.resolve("state");
        file = directory.resolve("crab");
        host = new RestartableHost(state);
        TestHosts.startGuest(host.daemon, DIRTY_RATE_BYTES_PER_SECOND);
    }

    @AfterEach
    void stop() throws IOException {
        host.close();
    }

    private HostReply askToSave() throws Exception {
        return TestHosts.ask(
                host.daemon,
                new HostRequest.SaveGuest(
                        TestHosts.GUEST,
                        file.toString(),
                        false,
                        HostRequest.SaveGuest.DEFAULT_SELECTOR));
    }

    private HostReply.Saved save() throws Exception {
        HostReply reply = askToSave();
        return assertInstanceOf(HostReply.Saved.class, reply, reply::toString);
    }

    private static HostReply askToRestore(HostDaemon on, Path from, boolean force)
            throws Exception {
        return TestHosts.ask(on, new HostRequest.RestoreGuest(from.toString(), force));
    }

    private void restore(boolean force) throws Exception {
        HostReply reply = askToRestore(host.daemon, file, force);
        assertInstanceOf(HostReply.Restored.class, reply, reply::toString);
        TestHosts.assertIntact(host.daemon);
    }

    private void assertNotRestored(String message) throws Exception {
        assertRefused(message, askToRestore(host.daemon, file, false));
    }

    private static void assertRefused(String message, HostReply reply) {
        assertEquals(
                message,
                assertInstanceOf(HostReply.Refused.class, reply, reply::toString).message());
    }

    /** The daemon dies, and somebody's record is the last of its journal. */
    private void dieAfter(Step step, String peer) throws Exception {
        JournalRecord place;
        host.die();
        try (FileJournal journal = FileJournal.open(state, notice -> {})) {
            place = journal.guests().getFirst();
            journal.append(new JournalRecord(step, TOKEN, place.guest(), peer, 1));
        }
        host.start();
    }

    /** Where nobody listens. */
    private static String nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + free.getLocalPort();
        }
    }

    @Test
    void aRestartedHostHasItsGuestAgainAsItWasSaved() throws Exception {
        HostReply.Saved saved = save();
        TestHosts.assertIntact(host.daemon);
        assertEquals(Files.size(file), saved.fileBytes());
        assertEquals(TestHosts.MEMORY_BYTES, saved.memoryBytes());
        host.restart();
        assertEquals("down", host.place());
        restore(false);
        assertEquals("running", host.place());
        assertEquals(List.of(), host.recover(false));
        // The journal says so too.
        host.restart();
        assertEquals("down", host.place());
    }

    @Test
    void aGuestThatWasStoppedCanBeRestored() throws Exception {
        save();
        TestHosts.ask(host.daemon, new HostRequest.StopGuest(TestHosts.GUEST));
        restore(false);
    }

    @Test
    void aGuestThatIsHereIsNotRestoredOverIt() throws Exception {
        save();
        assertNotRestored(
                "guest: crab is on this host already; a checkpoint of it is a second one");
        assertRefused(
                "guest: crab is on this host already; a checkpoint of it is a second one",
                askToRestore(host.daemon, file, true));
        TestHosts.assertRunning(host.daemon);
    }

    @Test
    void aGuestIsSavedOrLeavesOrStopsButOneAtATime() throws Exception {
        GuestSlot saving = host.daemon.guests().beginSaving(TestHosts.GUEST);
        assertEquals("saving", host.place());
        String refused = "name: guest crab is saving, not running";
        assertRefused(refused, askToSave());
        assertRefused(
                refused,
                TestHosts.migrate(
                        host.daemon, 1, TestHosts.settings(1, Verification.DIGEST, 0), on -> {}));
        assertRefused(
                refused, TestHosts.ask(host.daemon, new HostRequest.StopGuest(TestHosts.GUEST)));
        host.daemon.guests().stayed(saving);
        GuestSlot leaving = host.daemon.guests().beginLeaving(TestHosts.GUEST);
        assertRefused("name: guest crab is outgoing, not running", askToSave());
        host.daemon.guests().stayed(leaving);
        assertFalse(Files.exists(file));
        save();
    }

    @Test
    void aGuestThatWasHandedOverIsRestoredByForceAlone() throws Exception {
        save();
        String there;
        try (HostDaemon destination = daemon(1L << 30)) {
            there = "127.0.0.1:" + destination.address().getPort();
            HostReply reply =
                    TestHosts.migrate(
                            host.daemon,
                            destination.address().getPort(),
                            TestHosts.settings(2, Verification.DIGEST, 0),
                            on -> {});
            assertEquals(
                    Outcome.COMPLETED,
                    assertInstanceOf(HostReply.Migrated.class, reply).report().outcome());
            assertNotRestored(
                    "guest: crab was handed over to "
                            + there
                            + " and may run there; --force restores it here all the same: if it"
                            + " runs there, there are two");
            assertEquals("none", host.place());
        }
        restore(true);
    }

    /** The destination is asked first, and has the last word where it is there. */
    @Test
    void aGuestInDoubtIsRestoredByForceWhereNobodyCanBeAsked() throws Exception {
        save();
        String peer = nobody();
        dieAfter(Step.RELEASED, peer);
        HostReply reply = askToRestore(host.daemon, file, false);
        String message =
                assertInstanceOf(HostReply.Refused.class, reply, reply::toString).message();
        assertTrue(message.startsWith("guest: crab is in doubt: "), message);
        assertTrue(
                message.endsWith(
                        "; --force restores it without "
                                + peer
                                + "'s word: if it runs there, there are two"),
                message);
        assertEquals("in doubt", host.place());
        restore(true);
        assertEquals(Step.FORCED, host.lastStep());
        // Until its other side is heard from it stays.
        assertTrue(askToSave().toString().contains("is not settled"), askToSave()::toString);
    }

    @Test
    void aGuestThatItsDestinationRefusedIsRestored() throws Exception {
        save();
        try (HostDaemon destination = daemon(1L << 30)) {
            dieAfter(Step.RELEASED, "127.0.0.1:" + destination.address().getPort());
            restore(false);
            assertEquals(Step.RECLAIMED, host.lastStep());
        }
    }

    @Test
    void aGuestThatItsSourceMayStillHoldIsRestoredByForceAlone() throws Exception {
        save();
        dieAfter(Step.OWNED, "192.0.2.1");
        assertNotRestored(
                "guest: crab came from 192.0.2.1, which may still hold its memory and asks by"
                        + " itself; --force restores it from the checkpoint, and the memory there is"
                        + " dropped");
        assertEquals("down", host.place());
        restore(true);
    }

    @Test
    void anotherGuestOfThatNameIsNotTakenForIt() throws Exception {
        save();
        TestHosts.ask(host.daemon, new HostRequest.StopGuest(TestHosts.GUEST));
        TestHosts.startGuest(host.daemon, 1 << 20);
        host.restart();
        assertNotRestored(
                "guest: crab is down here and is another than the checkpoint's; 'pagurus guest"
                        + " stop crab' forgets it");
        TestHosts.ask(host.daemon, new HostRequest.StopGuest(TestHosts.GUEST));
        restore(false);
    }

    @Test
    void aDamagedFileLeavesTheGuestDown() throws Exception {
        save();
        host.restart();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        HostReply reply = askToRestore(host.daemon, file, true);
        assertEquals("checksum", assertInstanceOf(HostReply.Refused.class, reply).field());
        assertEquals("down", host.place());
        assertEquals(0, host.daemon.status().guestBytes());
    }

    @Test
    void aJournalThatFailsLeavesTheGuestDown() throws Exception {
        save();
        host.restart();
        host.before =
                step -> {
                    throw new IOException("journal: the disk is full");
                };
        assertNotRestored("journal: the disk is full");
        assertEquals("down", host.place());
        assertEquals(0, host.daemon.status().guestBytes());
        host.before = step -> {};
        restore(false);
    }

    @Test
    void memoryThatTheHostHasNotIsRefused() throws Exception {
        save();
        try (HostDaemon small = daemon(48L << 20)) {
            assertRefused(
                    "guest: memoryBytes: expected up to the 50331648 bytes free on this host but"
                            + " found 67108864",
                    askToRestore(small, file, false));
            assertEquals(0, small.status().guestBytes());
        }
    }

    @Test
    void whatIsAskedWronglyIsNamed() throws Exception {
        assertRefused(
                "file: expected an absolute path without control characters but found 'crab'",
                askToRestore(host.daemon, Path.of("crab"), false));
        assertRefused(
                "file: expected an absolute path without control characters but found '/a?b'",
                TestHosts.ask(host.daemon, new HostRequest.RestoreGuest("/a\nb", false)));
        assertRefused(
                "selector: expected one that codes each page by itself, such as fixed:lz4, but"
                        + " found adaptive",
                TestHosts.ask(
                        host.daemon,
                        new HostRequest.SaveGuest(
                                TestHosts.GUEST, file.toString(), false, "adaptive")));
        assertNotRestored("file: expected a checkpoint but found no file " + file);
    }

    /** A daemon that is told to stop leaves no half file and no old one harmed. */
    @Test
    void aDaemonThatStopsGivesItsSavingUp() throws Exception {
        save();
        byte[] before = Files.readAllBytes(file);
        Path other = directory.resolve("other");
        CompletableFuture<HostReply> saving =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return TestHosts.ask(
                                        host.daemon,
                                        new HostRequest.SaveGuest(
                                                TestHosts.GUEST,
                                                other.toString(),
                                                false,
                                                "fixed:zstd-3"));
                            } catch (IOException e) {
                                return new HostReply.Refused("host", "" + e.getMessage());
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                        });
        while (host.place().equals("running") && !saving.isDone()) {
            Thread.onSpinWait();
        }
        host.daemon.close();
        HostReply reply = saving.get(30, TimeUnit.SECONDS);
        assertEquals(reply instanceof HostReply.Saved, Files.exists(other), reply::toString);
        assertFalse(Files.exists(directory.resolve("other.new")));
        assertEquals(before.length, Files.size(file));
    }

    private static HostDaemon daemon(long memoryLimitBytes) throws IOException {
        return HostDaemon.start(
                new HostConfig(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        null,
                        memoryLimitBytes,
                        0,
                        DirtyLogKind.SOFTWARE,
                        Path.of("."),
                        HostConfig.DEFAULT_CONNECTION_LIMIT),
                new MemoryJournal());
    }
}
