package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostReply.RecoveryResult;
import org.pagurus.transport.command.HostRequest;

/** Hosts that die and come back, each with its journal, and a link between them that is cut. */
@Timeout(120)
class RecoveryTest {
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(40);

    @TempDir Path directory;
    private RestartableHost source;
    private RestartableHost destination;
    private CuttableLink link;

    @BeforeEach
    void start() throws Exception {
        source = new RestartableHost(directory.resolve("source"));
        destination = new RestartableHost(directory.resolve("destination"));
        link = new CuttableLink(destination.port(), Long.MAX_VALUE);
        TestHosts.startGuest(source.daemon, 20 << 20);
    }

    @AfterEach
    void end() throws Exception {
        link.close();
        source.close();
        destination.close();
    }

    private CompletableFuture<HostReply> migrate() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return TestHosts.migrate(
                                source.daemon,
                                link.port(),
                                TestHosts.settings(2, Verification.DIGEST, 0),
                                reply -> {});
                    } catch (IOException e) {
                        return new HostReply.Refused("host", String.valueOf(e.getMessage()));
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private static MigrationReport report(CompletableFuture<HostReply> migrated) throws Exception {
        HostReply reply = migrated.get(60, TimeUnit.SECONDS);
        return assertInstanceOf(HostReply.Migrated.class, reply, reply::toString).report();
    }

    private static void await(String what, BooleanSupplier holds) throws Exception {
        long deadlineNs = System.nanoTime() + LIMIT_NS;
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadlineNs, () -> "never came: " + what);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static void awaitPlace(RestartableHost host, String place) throws Exception {
        await(
                place,
                () -> {
                    try {
                        return host.place().equals(place);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @Test
    void aGuestWhoseHostWasRestartedIsDownUntilItIsBootedAgain() throws Exception {
        source.restart();
        assertEquals("down", source.place());
        HostReply again = TestHosts.startGuestReply(source.daemon, 0);
        assertTrue(again.toString().contains("pagurus recover crab"), again::toString);
        List<RecoveryResult> results = source.recover(false);
        assertEquals(1, results.size());
        assertTrue(results.getFirst().settled());
        assertEquals("booted again; its memory is lost", results.getFirst().message());
        assertEquals("running", source.place());
        assertEquals(List.of(), source.recover(false));
        source.restart();
        TestHosts.ask(source.daemon, new HostRequest.StopGuest(TestHosts.GUEST));
        assertEquals("none", source.place());
        source.restart();
        assertEquals("none", source.place());
    }

    @Test
    void aGuestThatHasMigratedIsKnownWhereItIs() throws Exception {
        MigrationReport report = report(migrate());
        assertEquals(Outcome.COMPLETED, report.outcome());
        assertTrue(report.downtimeParts().journalNs() > 0, report::toString);
        await("confirmed", () -> destination.lastStep() == Step.CONFIRMED);
        assertEquals(Step.DONE, source.lastStep());
        source.restart();
        destination.restart();
        assertEquals("none", source.place());
        assertEquals("down", destination.place());
        assertTrue(destination.recover(false).getFirst().settled());
        assertEquals("running", destination.place());
    }

    /** The source dies, and the destination has the guest complete: its memory lives on there. */
    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"LEAVING", "RELEASED"})
    void aSourceThatDiesLosesNoGuestThatTheDestinationHasComplete(Step last) throws Exception {
        if (last == Step.RELEASED) {
            source.after = step -> dieAt(step, Step.RELEASED);
        } else {
            source.before = step -> dieAt(step, Step.RELEASED);
        }
        CompletableFuture<HostReply> migrated = migrate();
        await("the cut", link::isCut);
        source.die();
        migrated.get(60, TimeUnit.SECONDS);
        assertEquals("incoming", destination.place());
        link.mend();
        source.start();
        awaitPlace(destination, "running");
        TestHosts.assertIntact(destination.daemon);
        await("done", () -> source.lastStep() == Step.DONE);
        assertEquals("none", source.place());
    }

    private void dieAt(Step step, Step at) throws IOException {
        if (step == at) {
            source.stopWriting();
            link.cut();
        }
    }

    /** It dies before the pause; the destination has forgotten the guest. */
    @Test
    void aSourceThatDiesInPreCopyHasItsGuestDown() throws Exception {
        source.after =
                step -> {
                    if (step == Step.LEAVING) {
                        source.stopWriting();
                    }
                };
        CompletableFuture<HostReply> migrated = migrate();
        await("leaving", () -> source.lastStep() == Step.LEAVING);
        source.die();
        migrated.get(60, TimeUnit.SECONDS);
        source.start();
        await("kept", () -> source.lastStep() == Step.KEPT);
        assertEquals("down", source.place());
        assertTrue(source.recover(false).getFirst().message().contains("memory is lost"));
        assertEquals("running", source.place());
        awaitPlace(destination, "none");
    }

    /** DONE is written and the destination never hears of it: it asks, and hears it then. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDestinationThatNeverHeardDoneAsksTheSource(boolean restarted) throws Exception {
        source.after =
                step -> {
                    if (step == Step.DONE) {
                        link.cut();
                    }
                };
        assertEquals(Outcome.COMPLETED, report(migrate()).outcome());
        assertEquals(Step.DONE, source.lastStep());
        assertEquals(Step.OWNED, destination.lastStep());
        if (restarted) {
            destination.restart();
        }
        await("confirmed", () -> destination.lastStep() == Step.CONFIRMED);
        assertEquals(restarted ? "down" : "running", destination.place());
        if (restarted) {
            assertTrue(destination.recover(false).getFirst().settled());
        }
        assertEquals("running", destination.place());
        assertEquals("none", source.place());
    }

    /** The source is only asked: what it has not written it does not confirm. */
    @Test
    void aSourceConfirmsNothingThatItsJournalDoesNotHave() throws Exception {
        source.before =
                step -> {
                    if (step == Step.DONE) {
                        throw new IOException("journal: No space left on device");
                    }
                };
        CompletableFuture<HostReply> migrated = migrate();
        await("owned", () -> destination.lastStep() == Step.OWNED);
        link.cut();
        migrated.get(60, TimeUnit.SECONDS);
        assertEquals(Step.RELEASED, source.lastStep());
        destination.restart();
        RecoveryResult waits = destination.recover(false).getFirst();
        assertFalse(waits.settled());
        assertTrue(waits.message().contains("refused the connection"), waits::message);
        assertEquals(Step.OWNED, destination.lastStep());
    }

    /** The source still has the memory, so that the guest goes on there. */
    @Test
    void aDestinationThatDiesBehindOwnedGivesTheGuestBack() throws Exception {
        destination.after =
                step -> {
                    if (step == Step.OWNED) {
                        destination.stopWriting();
                        link.cut();
                    }
                };
        CompletableFuture<HostReply> migrated = migrate();
        await("the cut", link::isCut);
        destination.restart();
        assertEquals("down", destination.place());
        assertTrue(
                destination.recover(false).getFirst().message().startsWith("waits for the source"));
        link.mend();
        MigrationReport report = report(migrated);
        assertEquals(Outcome.FAILED, report.outcome());
        assertTrue(report.reason().contains("refused it"), report::reason);
        TestHosts.assertIntact(source.daemon);
        assertEquals(Step.RECLAIMED, source.lastStep());
        assertEquals(Step.REFUSED, destination.lastStep());
        assertEquals("none", destination.place());
    }

    @Test
    void aGuestThatWasBootedAgainIsNotGivenBack() throws Exception {
        destination.after =
                step -> {
                    if (step == Step.OWNED) {
                        destination.stopWriting();
                        link.cut();
                    }
                };
        CompletableFuture<HostReply> migrated = migrate();
        await("the cut", link::isCut);
        destination.restart();
        assertTrue(destination.recover(true).getFirst().message().startsWith("booted again"));
        link.mend();
        MigrationReport report = report(migrated);
        assertEquals(Outcome.COMPLETED, report.outcome());
        assertEquals("none", source.place());
        assertEquals("running", destination.place());
    }

    /** A person takes the guest back from a destination that is gone, which then comes back. */
    @Test
    void aForcedGuestRunsWithItsMemoryWhereTheDestinationNeverRanIt() throws Exception {
        source.after =
                step -> {
                    if (step == Step.RELEASED) {
                        link.cut();
                    }
                };
        CompletableFuture<HostReply> migrated = migrate();
        await("the cut", link::isCut);
        await("in doubt", () -> source.lastStep() == Step.RELEASED);
        assertFalse(source.recover(false).getFirst().settled());
        awaitForced();
        MigrationReport report = report(migrated);
        assertEquals(Outcome.FAILED, report.outcome());
        assertTrue(report.reason().contains("by force"), report::reason);
        TestHosts.assertIntact(source.daemon);
        HostReply refused = migrate().get(60, TimeUnit.SECONDS);
        assertTrue(refused.toString().contains("is not settled"), refused::toString);
        assertEquals("incoming", destination.place());
        link.mend();
        await("reclaimed", () -> source.lastStep() == Step.RECLAIMED);
        awaitPlace(destination, "none");
        TestHosts.assertIntact(source.daemon);
    }

    /** It was stopped for good: the copy at the destination is not wanted either. */
    @Test
    void aForcedGuestThatWasStoppedIsNotRevived() throws Exception {
        source.after =
                step -> {
                    if (step == Step.RELEASED) {
                        link.cut();
                    }
                };
        CompletableFuture<HostReply> migrated = migrate();
        await("the cut", link::isCut);
        awaitForced();
        assertEquals(Outcome.FAILED, report(migrated).outcome());
        TestHosts.ask(source.daemon, new HostRequest.StopGuest(TestHosts.GUEST));
        assertEquals("incoming", destination.place());
        link.mend();
        awaitPlace(destination, "none");
        await("reclaimed", () -> source.lastStep() == Step.RECLAIMED);
        assertEquals("none", source.place());
    }

    /** A driver dies of an error inside the daemon: the journal says whose the guest is. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDriverThatDiesLeavesTheAnswerToTheJournal(boolean owned) throws Exception {
        RestartableHost.Around dies =
                step -> {
                    if (step == Step.OWNED) {
                        throw new AssertionError("the driver dies, by the test");
                    }
                };
        if (owned) {
            destination.after = dies;
        } else {
            destination.before = dies;
        }
        MigrationReport report = report(migrate());
        assertEquals(owned ? Outcome.COMPLETED : Outcome.FAILED, report.outcome());
        assertEquals(owned ? "none" : "running", source.place());
        assertEquals(owned ? "running" : "none", destination.place());
        TestHosts.assertIntact(owned ? destination.daemon : source.daemon);
    }

    private void awaitForced() throws Exception {
        await(
                "forced",
                () -> {
                    try {
                        return source.recover(true).getFirst().settled();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
        assertEquals(Step.FORCED, source.lastStep());
    }

    /** It was wrong: the destination runs the guest. When it is heard from, that one stays. */
    @Test
    void ofTwoGuestsTheOneAtTheDestinationStays() throws Exception {
        destination.after =
                step -> {
                    if (step == Step.OWNED) {
                        link.cut();
                    }
                };
        CompletableFuture<HostReply> migrated = migrate();
        await("the cut", link::isCut);
        awaitPlace(destination, "running");
        awaitForced();
        assertEquals(Outcome.FAILED, report(migrated).outcome());
        assertEquals("running", source.place());
        link.mend();
        awaitPlace(source, "none");
        assertEquals(Step.DONE, source.lastStep());
        assertEquals("running", destination.place());
        TestHosts.assertIntact(destination.daemon);
    }

    /** The host that a guest was released to is gone for good, and so is the guest's memory. */
    @Test
    void aForcedGuestIsBootedAgainWhereTheSourceHasDiedToo() throws Exception {
        source.after = step -> dieAt(step, Step.RELEASED);
        CompletableFuture<HostReply> migrated = migrate();
        await("the cut", link::isCut);
        destination.die();
        link.close();
        source.die();
        migrated.get(60, TimeUnit.SECONDS);
        source.start();
        assertEquals("in doubt", source.place());
        RecoveryResult plain = source.recover(false).getFirst();
        assertFalse(plain.settled());
        assertTrue(plain.message().startsWith("in doubt: cannot connect to"), plain::message);
        assertEquals("in doubt", source.place());
        RecoveryResult forced = source.recover(true).getFirst();
        assertTrue(forced.settled(), forced::message);
        assertTrue(forced.message().contains("its memory is lost"), forced::message);
        assertEquals("running", source.place());
        assertEquals(Step.FORCED, source.lastStep());
    }

    @Test
    void aDestinationThatCanBeReachedIsNotOverruled() throws Exception {
        source.after = step -> dieAt(step, Step.RELEASED);
        // It hears the release and cannot write it down.
        destination.before =
                step -> {
                    if (step == Step.OWNED) {
                        throw new IOException("journal: No space left on device");
                    }
                };
        CompletableFuture<HostReply> migrated = migrate();
        await("the cut", link::isCut);
        source.die();
        migrated.get(60, TimeUnit.SECONDS);
        link.mend();
        source.start();
        RecoveryResult forced = source.recover(true).getFirst();
        assertFalse(forced.settled());
        assertTrue(forced.message().startsWith("not settled: "), forced::message);
        assertEquals("in doubt", source.place());
        destination.before = step -> {};
        awaitPlace(destination, "running");
        TestHosts.assertIntact(destination.daemon);
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"LEAVING", "RELEASED"})
    void aDiskThatIsFullKeepsTheGuestHere(Step full) throws Exception {
        source.before =
                step -> {
                    if (step == full) {
                        throw new IOException("journal: No space left on device");
                    }
                };
        HostReply reply = migrate().get(60, TimeUnit.SECONDS);
        if (full == Step.LEAVING) {
            assertEquals(new HostReply.Refused("journal", "No space left on device"), reply);
        } else {
            MigrationReport report = assertInstanceOf(HostReply.Migrated.class, reply).report();
            assertEquals(Outcome.FAILED, report.outcome());
            assertEquals("journal: journal: No space left on device", report.reason());
            await("kept", () -> source.lastStep() == Step.KEPT);
        }
        TestHosts.assertIntact(source.daemon);
        awaitPlace(destination, "none");
        source.before = step -> {};
        assertEquals(Outcome.COMPLETED, report(migrate()).outcome());
    }

    @Test
    void migrationsAreListed() throws Exception {
        report(migrate());
        HostReply reply = TestHosts.ask(source.daemon, new HostRequest.DescribeMigrations());
        HostReply.MigrationInfo info =
                assertInstanceOf(HostReply.Migrations.class, reply).migrations().getFirst();
        assertEquals(TestHosts.GUEST, info.guest());
        assertEquals("source", info.role());
        assertEquals("done", info.standing());
        assertEquals("127.0.0.1:" + link.port(), info.peer());
        assertTrue(info.sinceMs() > 0);
    }

    @Test
    void whatIsNotThereCannotBeRecovered() throws Exception {
        HostReply reply = TestHosts.ask(source.daemon, new HostRequest.Recover("nobody", false));
        assertTrue(reply.toString().contains("nothing is to be recovered"), reply::toString);
    }
}
