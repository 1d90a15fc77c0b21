package org.pagurus.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.engine.SteppedGuest;
import org.pagurus.testing.SmallDisk;

/** What happens to files: none is lost, none but a checkpoint is replaced. */
class NewCheckpointTest {
    @TempDir Path directory;
    private Path file;
    private Path beside;

    @BeforeEach
    void name() {
        file = directory.resolve("crab");
        beside = directory.resolve("crab.new");
    }

    private static void save(Path file, boolean replace) throws CheckpointException {
        try (SteppedGuest guest = new SteppedGuest(SavedFile.PAGES, SavedFile.ACTIVE_PAGES);
                NewCheckpoint target = NewCheckpoint.create(file, replace)) {
            guest.boot();
            new GuestSaver(guest, SavedFile.compression("none"), System::nanoTime, () -> false)
                    .save(target, SavedFile.SAVED_AT_MS);
        }
    }

    private static String refused(Path file, boolean replace) {
        return assertThrows(CheckpointException.class, () -> save(file, replace)).getMessage();
    }

    @Test
    void itsOwnerAloneMayReadIt() throws Exception {
        save(file, false);
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertFalse(Files.exists(beside));
        SavedFile.load(file);
    }

    @Test
    void oneThatIsThereIsReplacedOnlyWhenThatIsSaid() throws Exception {
        save(file, false);
        byte[] before = Files.readAllBytes(file);
        assertEquals(
                "file: " + file + " is a checkpoint already; --replace replaces it",
                refused(file, false));
        assertArrayEquals(before, Files.readAllBytes(file));
        assertFalse(Files.exists(beside));
        save(file, true);
        SavedFile.load(file);
    }

    @Test
    void whatIsNoCheckpointIsNeverReplaced() throws Exception {
        String found = "file: expected no file or a checkpoint but found something else at " + file;
        Files.writeString(file, "PGR");
        assertEquals(found, refused(file, true));
        assertEquals("PGR", Files.readString(file));
        Files.delete(file);
        Files.createDirectory(file);
        assertEquals(found, refused(file, true));
        Files.delete(file);
        Path real = SavedFile.write(directory.resolve("real"), SavedFile.bytes());
        Files.createSymbolicLink(file, real);
        assertEquals(found, refused(file, true));
        Files.delete(file);
        Files.writeString(beside, "mine");
        assertEquals(
                "file: expected nothing beside it but found " + beside + ", which is no checkpoint",
                refused(file, false));
        assertEquals("mine", Files.readString(beside));
    }

    @Test
    void whatACrashHasLeftMakesWay() throws Exception {
        Files.createFile(beside);
        save(file, false);
        SavedFile.write(beside, SavedFile.bytes());
        save(file, true);
        assertFalse(Files.exists(beside));
        SavedFile.load(file);
    }

    @Test
    void twoSavingsToOnePlaceExcludeEachOther() throws Exception {
        try (NewCheckpoint first = NewCheckpoint.create(file, false)) {
            first.write(ByteBuffer.wrap(new byte[] {'P', 'G', 'R', 'C'}));
            assertEquals(
                    "file: another saving writes " + beside + " now",
                    assertThrows(CheckpointException.class, () -> NewCheckpoint.create(file, true))
                            .getMessage());
            assertTrue(Files.exists(beside));
        }
        assertFalse(Files.exists(beside));
        assertFalse(Files.exists(file));
    }

    /** Nobody has its temporary file become the checkpoint by a swap. */
    @Test
    void anotherFileInItsPlaceIsNotTakenForIt() throws Exception {
        try (NewCheckpoint target = NewCheckpoint.create(file, false)) {
            Files.delete(beside);
            Files.writeString(beside, "mine");
            assertEquals(
                    "file: " + beside + " was deleted or replaced while it was written",
                    assertThrows(CheckpointException.class, target::commit).getMessage());
        }
        assertEquals("mine", Files.readString(beside));
        assertFalse(Files.exists(file));
    }

    @Test
    void aPlaceThatIsNoneIsNamed() {
        assertEquals(
                "file: expected an absolute path of a file but found crab",
                refused(Path.of("crab"), false));
        Path none = directory.resolve("none");
        assertEquals(
                "file: expected a directory that exists but found " + none,
                refused(none.resolve("crab"), false));
        assertTrue(refused(Path.of("/"), false).startsWith("file: expected an absolute path"));
    }

    /** A disk that is really full. */
    @Test
    void aFullDiskLeavesWhatWasThereAndTheGuestRunning() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        assumeTrue(SmallDisk.mount(small, 448), SmallDisk.WHY_NOT);
        try {
            Path target = small.resolve("crab");
            save(target, false);
            byte[] before = Files.readAllBytes(target);
            try (SteppedGuest guest = new SteppedGuest(SavedFile.PAGES, SavedFile.ACTIVE_PAGES);
                    NewCheckpoint next = NewCheckpoint.create(target, true)) {
                guest.boot();
                GuestSaver saver =
                        new GuestSaver(
                                guest,
                                SavedFile.compression("none"),
                                System::nanoTime,
                                () -> false);
                assertEquals(
                        "file: No space left on device",
                        assertThrows(CheckpointException.class, () -> saver.save(next, 0))
                                .getMessage());
                assertTrue(guest.isRunning());
            }
            assertArrayEquals(before, Files.readAllBytes(target));
            assertFalse(Files.exists(small.resolve("crab.new")));
        } finally {
            SmallDisk.unmount(small);
        }
    }
}
