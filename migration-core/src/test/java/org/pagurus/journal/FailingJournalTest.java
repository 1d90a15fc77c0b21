package org.pagurus.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.testing.Seeds;
import org.pagurus.testing.SmallDisk;

/** A journal on a disk that fails, and under a process that dies. */
class FailingJournalTest {
    private static final long NEVER = Long.MAX_VALUE / 4;

    @TempDir Path directory;
    private final FaultyFiles files = new FaultyFiles();
    private final List<String> notices = new ArrayList<>();

    private FileJournal open(long rewriteBytes) throws IOException {
        return FileJournal.open(directory, files, notices::add, rewriteBytes);
    }

    private List<JournalRecord> found() throws IOException {
        try (FileJournal journal = FileJournal.open(directory, notices::add)) {
            return journal.migrations();
        }
    }

    /** Whatever part of it was written before the disk was full. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.99, 1})
    void whatWasReportedFailedIsNotReadBack(double writtenShare) throws Exception {
        try (FileJournal journal = open(NEVER)) {
            journal.append(Records.of(Step.LEAVING, 1));
            files.writtenShare = writtenShare;
            files.writesFail = true;
            IOException e =
                    assertThrows(
                            IOException.class, () -> journal.append(Records.of(Step.RELEASED, 1)));
            assertEquals("journal: No space left on device", e.getMessage());
            assertEquals(List.of(Records.of(Step.LEAVING, 1)), journal.migrations());
        }
        assertEquals(List.of(Records.of(Step.LEAVING, 1)), found());
    }

    @Test
    void anAppendThatCouldNotBeSyncedIsNotReadBack() throws Exception {
        try (FileJournal journal = open(NEVER)) {
            journal.append(Records.of(Step.LEAVING, 1));
            files.syncsFail = true;
            assertThrows(IOException.class, () -> journal.append(Records.of(Step.RELEASED, 1)));
            // It was cut off, but nobody knows whether that is on the disk.
            files.syncsFail = false;
            IOException e =
                    assertThrows(IOException.class, () -> journal.append(Records.of(Step.KEPT, 1)));
            assertTrue(e.getMessage().contains("takes no more records"), e::getMessage);
        }
        assertEquals(List.of(Records.of(Step.LEAVING, 1)), found());
    }

    @Test
    void goesOnWhenThereIsRoomAgain() throws Exception {
        try (FileJournal journal = open(NEVER)) {
            files.writtenShare = 0.5;
            files.writesFail = true;
            for (int i = 0; i < 3; i++) {
                assertThrows(IOException.class, () -> journal.append(Records.of(Step.LEAVING, 1)));
            }
            files.writesFail = false;
            journal.append(Records.of(Step.LEAVING, 2));
        }
        assertEquals(List.of(Records.of(Step.LEAVING, 2)), found());
    }

    @Test
    void takesNothingMoreWhenAFailedAppendCannotBeUndone() throws Exception {
        try (FileJournal journal = open(NEVER)) {
            files.writtenShare = 0.5;
            files.writesFail = true;
            files.truncatesFail = true;
            assertThrows(IOException.class, () -> journal.append(Records.of(Step.LEAVING, 1)));
            files.writesFail = false;
            files.truncatesFail = false;
            IOException e =
                    assertThrows(
                            IOException.class, () -> journal.append(Records.of(Step.LEAVING, 2)));
            assertTrue(e.getMessage().contains("takes no more records"), e::getMessage);
            assertEquals(List.of(), journal.migrations());
            assertEquals(1, notices.size());
        }
        assertEquals(List.of(), found());
    }

    @Test
    void aRewriteThatFailsLeavesTheOldFileInUse() throws Exception {
        List<Runnable> faults =
                List.of(() -> files.opensFail = true, () -> files.renamesFail = true);
        for (Runnable fault : faults) {
            try (FileJournal journal = open(1_000)) {
                fault.run();
                for (int i = 0; i < 100; i++) {
                    journal.append(Records.of(Step.STARTED, 0));
                    journal.append(Records.of(Step.STOPPED, 0));
                }
                journal.append(Records.of(Step.LEAVING, 5));
            }
            files.opensFail = false;
            files.renamesFail = false;
            assertTrue(notices.getFirst().contains("was not rewritten"), notices::getFirst);
            assertTrue(notices.size() < 60, "said with each record");
            assertEquals(List.of(Records.of(Step.LEAVING, 5)), found());
            Files.delete(directory.resolve(FileJournal.NAME));
        }
    }

    /** The old file might be found again, without what is appended to the new one. */
    @Test
    void takesNothingMoreWhenARewriteMayNotLast() throws Exception {
        try (FileJournal journal = open(1_000)) {
            files.directorySyncsFail = true;
            IOException e =
                    assertThrows(
                            IOException.class,
                            () -> {
                                for (int i = 0; i < 100; i++) {
                                    journal.append(Records.of(Step.STARTED, 0));
                                }
                            });
            assertTrue(e.getMessage().contains("directory could not be synced"), e::getMessage);
        }
    }

    /** A crash at each operation of appending and rewriting, and then a start. */
    @Test
    void aCrashAtEachStepOfARewriteLosesNothing() throws Exception {
        int crashes = 0;
        for (int at = 0; ; at++) {
            Path fresh = directory.resolve("crash-" + at);
            FaultyFiles faulty = new FaultyFiles();
            MemoryJournal model = new MemoryJournal();
            boolean crashed = false;
            FileJournal journal = FileJournal.open(fresh, faulty, notices::add, 800);
            faulty.operationsUntilCrash = at;
            faulty.writtenShare = 0.5;
            JournalRecord last = null;
            try (journal) {
                for (int i = 0; i < 12; i++) {
                    last = Records.of(i % 3 == 0 ? Step.OWNED : Step.STARTED, i);
                    journal.append(last);
                    model.append(last);
                }
            } catch (FaultyFiles.Crash e) {
                crashed = true;
            }
            try (FileJournal again = FileJournal.open(fresh, notices::add)) {
                assertFalse(Files.exists(fresh.resolve(FileJournal.NEW_NAME)));
                if (crashed && !again.migrations().equals(model.migrations())) {
                    model.append(last); // written, though nobody was told
                }
                assertEquals(model.migrations(), again.migrations(), "crash at " + at);
            }
            if (!crashed) {
                break;
            }
            crashes++;
        }
        assertTrue(crashes >= 30, "crashed " + crashes + " times");
    }

    /** Appends, failures, crashes and starts at random against a journal in memory. */
    @Test
    void randomFaultsLoseNoRecordAndInventNone() throws Exception {
        Seeds.forEach(2_000, this::randomFaults);
    }

    private void randomFaults(long seed) throws IOException {
        Random random = new Random(seed);
        Path fresh = directory.resolve("seed-" + seed);
        MemoryJournal model = new MemoryJournal();
        for (int start = 0; start < 4; start++) {
            FaultyFiles faulty = new FaultyFiles();
            JournalRecord unsure = null;
            FileJournal journal = null;
            try {
                faulty.operationsUntilCrash = random.nextInt(60) - 5;
                faulty.writtenShare = random.nextDouble();
                journal =
                        FileJournal.open(fresh, faulty, notices::add, 200 + random.nextInt(3_000));
                assertSame(model, journal, seed);
                for (int i = random.nextInt(20); i > 0; i--) {
                    faulty.writesFail = random.nextInt(8) == 0;
                    faulty.truncatesFail = random.nextInt(8) == 0;
                    faulty.syncsFail = random.nextInt(16) == 0;
                    faulty.renamesFail = random.nextInt(4) == 0;
                    JournalRecord record = Records.random(random);
                    unsure = record;
                    try {
                        journal.append(record);
                        model.append(record);
                    } catch (IOException e) {
                        assertSame(model, journal, seed);
                        if (faulty.truncatesFail || faulty.syncsFail) {
                            break; // whole, perhaps, and it could not be undone
                        }
                    }
                    unsure = null;
                }
            } catch (FaultyFiles.Crash e) {
                // The process is gone.
            } finally {
                if (journal != null) {
                    journal.close();
                }
            }
            try (FileJournal again = FileJournal.open(fresh, notices::add)) {
                boolean more =
                        !again.migrations().equals(model.migrations())
                                || !again.guests().equals(model.guests());
                if (unsure != null && more) {
                    model.append(unsure);
                }
                assertSame(model, again, seed);
            }
        }
    }

    private static void assertSame(Journal expected, Journal actual, long seed) {
        assertTrue(
                expected.migrations().equals(actual.migrations())
                        && expected.guests().equals(actual.guests()),
                () -> "seed " + seed + ": expected " + lines(expected) + lines(actual));
    }

    private static String lines(Journal journal) {
        StringBuilder lines = new StringBuilder();
        for (JournalRecord record : journal.migrations()) {
            lines.append("\n  ").append(record.step()).append(' ').append(record.token());
        }
        for (JournalRecord record : journal.guests()) {
            lines.append("\n  ").append(record.guestName()).append(' ').append(record.step());
        }
        return lines.append("\n  --").toString();
    }

    /** A disk that is really full. */
    @Test
    void aFullDiskFailsTheAppendAndNothingElse() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        Assumptions.assumeTrue(SmallDisk.mount(small, 64), SmallDisk.WHY_NOT);
        try {
            int appended = 0;
            try (FileJournal journal =
                    FileJournal.open(small, new DiskFiles(), notices::add, NEVER)) {
                IOException full = null;
                while (full == null) {
                    try {
                        journal.append(Records.of(Step.LEAVING, appended));
                        appended++;
                    } catch (IOException e) {
                        full = e;
                    }
                }
                assertTrue(full.getMessage().contains("No space left"), full.getMessage());
                assertThrows(
                        IOException.class, () -> journal.append(Records.of(Step.LEAVING, 9_999)));
            }
            try (FileJournal journal = FileJournal.open(small, notices::add)) {
                assertEquals(appended, journal.migrations().size());
            }
            assertTrue(SmallDisk.makeReadOnly(small));
            String message =
                    assertThrows(
                                    JournalException.class,
                                    () -> FileJournal.open(small, notices::add))
                            .getMessage();
            assertTrue(message.startsWith("state: expected a directory that can be"), message);
            assertTrue(message.endsWith("Read-only file system"), message);
        } finally {
            SmallDisk.unmount(small);
        }
    }
}
