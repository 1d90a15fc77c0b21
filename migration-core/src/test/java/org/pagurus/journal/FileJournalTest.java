package org.pagurus.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.journal.JournalRecord.Step;

/** What is found again after a start, and what is refused. */
class FileJournalTest {
    @TempDir Path directory;
    private final List<String> notices = new ArrayList<>();

    private FileJournal open() throws IOException {
        return FileJournal.open(directory, notices::add);
    }

    private Path file() {
        return directory.resolve(FileJournal.NAME);
    }

    /** The bytes of a journal with three records, the last of which begins at the given offset. */
    private byte[] threeRecords() throws IOException {
        try (FileJournal journal = open()) {
            journal.append(Records.of(Step.STARTED, 0));
            journal.append(Records.of(Step.LEAVING, 1));
            journal.append(Records.of(Step.RELEASED, 1));
        }
        return Files.readAllBytes(file());
    }

    private static int lastOffset() {
        return JournalFormat.HEADER_BYTES + bytes(Step.STARTED) + bytes(Step.LEAVING);
    }

    private static int bytes(Step step) {
        return JournalFormat.encode(Records.of(step, 1), JournalState.Meaning.APPENDED).length;
    }

    @Test
    void findsEverythingAgain() throws Exception {
        threeRecords();
        try (FileJournal journal = open()) {
            assertEquals(List.of(Records.of(Step.RELEASED, 1)), journal.migrations());
            assertEquals(List.of(Records.of(Step.RELEASED, 1)), journal.guests());
            assertEquals(
                    Records.of(Step.RELEASED, 1),
                    journal.last(Records.of(Step.RELEASED, 1).token()).orElseThrow());
        }
        assertEquals(List.of(), notices);
    }

    @Test
    void anAppendThatACrashHasCutAtAnyByteIsCutOffAndSaidSo() throws Exception {
        byte[] whole = threeRecords();
        for (int length = lastOffset() + 1; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            notices.clear();
            try (FileJournal journal = open()) {
                assertEquals(List.of(Records.of(Step.LEAVING, 1)), journal.migrations());
                assertEquals(List.of(Records.of(Step.STARTED, 0)), journal.guests());
                assertEquals(1, notices.size());
                String cut = " at byte " + lastOffset() + ": the last append was never finished";
                assertTrue(notices.getFirst().contains(cut), notices::getFirst);
                journal.append(Records.of(Step.RELEASED, 1));
            }
            assertEquals(whole.length, Files.size(file()));
        }
    }

    /** Blocks that a crash has left without their content. */
    @Test
    void zerosBehindTheLastRecordAreCutOff() throws Exception {
        byte[] whole = threeRecords();
        Files.write(file(), Arrays.copyOf(whole, whole.length + 4096));
        try (FileJournal journal = open()) {
            assertEquals(List.of(Records.of(Step.RELEASED, 1)), journal.migrations());
        }
        assertEquals(whole.length, Files.size(file()));
        assertEquals(1, notices.size());
    }

    @Test
    void aFlippedBitAnywhereBeforeTheLastRecordIsAnErrorThatNamesFileAndOffset() throws Exception {
        byte[] whole = threeRecords();
        int second = JournalFormat.HEADER_BYTES + bytes(Step.STARTED);
        for (int at = 0; at < lastOffset(); at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            Files.write(file(), flipped);
            String message = assertThrows(JournalException.class, this::open).getMessage();
            int record = at < second ? JournalFormat.HEADER_BYTES : second;
            int named = at < Integer.BYTES ? 0 : at < JournalFormat.HEADER_BYTES ? 4 : record;
            assertTrue(
                    message.startsWith("journal: " + file() + " at byte " + named + ": "),
                    at + ": " + message);
            assertEquals(1, message.lines().count());
            assertEquals(flipped.length, Files.size(file()), "nothing is changed");
        }
    }

    /** It cannot be told from an append that was never finished; it is said all the same. */
    @Test
    void aFlippedBitInTheLastRecordCutsItOffAloud() throws Exception {
        byte[] whole = threeRecords();
        for (int at = lastOffset(); at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            Files.write(file(), flipped);
            notices.clear();
            try (FileJournal journal = open()) {
                assertEquals(List.of(Records.of(Step.LEAVING, 1)), journal.migrations());
            }
            assertEquals(1, notices.size());
        }
    }

    @Test
    void moreGarbageThanAnAppendLeavesIsAnError() throws Exception {
        byte[] whole = threeRecords();
        byte[] garbage = Arrays.copyOf(whole, whole.length + JournalFormat.MAX_RECORD_BYTES + 1);
        Files.write(file(), garbage);
        String message = assertThrows(JournalException.class, this::open).getMessage();
        assertTrue(message.contains("more than an unfinished append leaves"), message);
    }

    @Test
    void whatIsNoJournalIsAnError() throws Exception {
        for (byte[] content : new byte[][] {{}, {'P', 'G'}, "something else".getBytes()}) {
            Files.write(file(), content);
            String message = assertThrows(JournalException.class, this::open).getMessage();
            assertTrue(message.contains(" at byte 0: expected \"PGRJ\""), message);
        }
    }

    @Test
    void aJournalOfAnotherVersionIsAnError() throws Exception {
        byte[] bytes = threeRecords();
        bytes[5] = 2;
        Files.write(file(), bytes);
        String message = assertThrows(JournalException.class, this::open).getMessage();
        assertTrue(message.endsWith("version: expected 1 but found 2"), message);
    }

    @Test
    void oneHolderAtATime() throws Exception {
        try (FileJournal journal = open()) {
            String message = assertThrows(JournalException.class, this::open).getMessage();
            assertEquals(
                    "state: expected a directory for this daemon alone but another one uses "
                            + directory,
                    message);
            journal.append(Records.released());
        }
        open().close();
    }

    @Test
    void onlyItsOwnerCanReadWhatItMakes() throws Exception {
        Path made = directory.resolve("a/b");
        try (FileJournal journal = FileJournal.open(made, notices::add)) {
            journal.append(Records.released());
            assertEquals("rwx------", permissions(made));
            assertEquals("rw-------", permissions(made.resolve(FileJournal.NAME)));
            assertEquals("rw-------", permissions(made.resolve(StateDirectory.LOCK_NAME)));
        }
        Files.setPosixFilePermissions(
                made.resolve(FileJournal.NAME), PosixFilePermissions.fromString("rw-r--r--"));
        FileJournal.open(made, notices::add).close();
        assertEquals("rw-------", permissions(made.resolve(FileJournal.NAME)));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-x---"));
        String message =
                assertThrows(JournalException.class, () -> FileJournal.open(made, notices::add))
                        .getMessage();
        assertTrue(message.endsWith("open to others; chmod 700 it"), message);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aFileIsNoDirectory() throws Exception {
        Path plain = Files.createFile(directory.resolve("plain"));
        String message =
                assertThrows(JournalException.class, () -> FileJournal.open(plain, notices::add))
                        .getMessage();
        assertEquals("state: expected a directory but found the file " + plain, message);
        message =
                assertThrows(
                                JournalException.class,
                                () -> FileJournal.open(plain.resolve("under"), notices::add))
                        .getMessage();
        assertTrue(message.startsWith("state: expected a directory that can be written"), message);
    }

    @Test
    void takesNothingWhenItIsClosed() throws Exception {
        FileJournal journal = open();
        journal.close();
        assertThrows(IOException.class, () -> journal.append(Records.released()));
        assertFalse(Files.exists(directory.resolve(FileJournal.NEW_NAME)));
    }

    /** A daemon's threads are interrupted when it stops; the journal serves the others on. */
    @Test
    void anInterruptedThreadAppendsAllTheSame() throws Exception {
        try (FileJournal journal = open()) {
            Thread.currentThread().interrupt();
            journal.append(Records.released());
            assertTrue(Thread.interrupted());
            journal.append(Records.of(Step.STARTED, 0));
        }
        try (FileJournal journal = open()) {
            assertEquals(List.of(Records.released()), journal.migrations());
        }
    }
}
