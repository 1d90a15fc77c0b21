package org.pagurus.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.engine.SteppedGuest;
import org.pagurus.memory.Seed;

/** Checkpoints that are damaged by accident or on purpose: an error of one line, never a guest. */
class SavedGuestTest {
    private static final int SEALED_MUTATIONS = 5_000;

    @TempDir Path directory;
    private byte[] whole;
    private Path file;

    @BeforeEach
    void save() throws Exception {
        whole = SavedFile.bytes();
        file = SavedFile.write(directory.resolve("crab"), whole);
    }

    private CheckpointException refused(byte[] bytes) throws Exception {
        SavedFile.write(file, bytes);
        CheckpointException refused =
                assertThrows(CheckpointException.class, () -> SavedFile.load(file));
        assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
        return refused;
    }

    private void assertRefused(byte[] bytes, String message) throws Exception {
        assertEquals(message, refused(bytes).getMessage());
    }

    private static byte[] with(byte[] bytes, int offset, int... replaced) {
        byte[] changed = Arrays.copyOf(bytes, bytes.length);
        for (int i = 0; i < replaced.length; i++) {
            changed[offset + i] = (byte) replaced[i];
        }
        return changed;
    }

    @Test
    void aWholeOneIsTheGuestAsItWasAtThePause() throws Exception {
        SavedFile.load(file);
        try (SavedGuest saved = SavedGuest.open(file)) {
            assertEquals(SavedFile.SAVED_AT_MS, saved.header().savedAtMs());
            assertEquals("invariant", saved.header().guest().name());
            assertEquals(whole.length, saved.fileBytes());
            saved.verify(() -> false);
        }
    }

    /** An empty guest of 4 pages, byte by byte; docs/checkpoint.md shows it. */
    @Test
    void itsBytesAreTheDocumented() throws Exception {
        try (SteppedGuest guest = new SteppedGuest(4, 4)) {
            SavedFile.Bytes sink = new SavedFile.Bytes(() -> {});
            new GuestSaver(guest, SavedFile.compression("fixed:lz4"), () -> 0, () -> false)
                    .write(sink, SavedFile.SAVED_AT_MS);
            String golden = Files.readString(Path.of("src/test/resources/checkpoint/empty.hex"));
            assertEquals(
                    golden.replaceAll("\\s", ""), HexFormat.of().formatHex(sink.out.toByteArray()));
        }
    }

    @Test
    void everyChangedByteIsFound() throws Exception {
        Seed seed = Seed.fresh();
        Random random = seed.random(1);
        for (int offset = 0; offset < whole.length; offset++) {
            byte[] changed = Arrays.copyOf(whole, whole.length);
            changed[offset] ^= (byte) (1 + random.nextInt(255));
            int at = offset;
            assertThrows(
                    CheckpointException.class,
                    () -> {
                        SavedFile.write(file, changed);
                        try (SavedGuest saved = SavedGuest.open(file)) {
                            saved.verify(() -> false);
                        }
                    },
                    () -> "verified with another byte " + at + seed.replay(getClass()));
            if (offset % 7 == 0) {
                assertThrows(
                        CheckpointException.class,
                        () -> SavedFile.load(file),
                        () -> "loaded with another byte " + at + seed.replay(getClass()));
            }
        }
    }

    @Test
    void everyCutAndEveryAdditionIsFound() throws Exception {
        for (int length = 0; length < whole.length; length += length < 400 ? 1 : 53) {
            CheckpointException refused = refused(Arrays.copyOf(whole, length));
            assertTrue(
                    refused.field().equals("file") || refused.field().equals("end"),
                    refused.getMessage());
        }
        for (int more = 1; more < 64; more++) {
            assertEquals("end", refused(Arrays.copyOf(whole, whole.length + more)).field());
        }
        byte[] twice = Arrays.copyOf(whole, 2 * whole.length);
        System.arraycopy(whole, 0, twice, whole.length, whole.length);
        assertRefused(
                twice,
                "end: expected a file of " + whole.length + " bytes but found " + twice.length);
    }

    /** Whoever makes a file can make its checksum too: limits and codecs must hold alone. */
    @Test
    void aDamagedOneWithTheRightChecksumIsRefusedOrTheGuest() throws Exception {
        Seed seed = Seed.fresh();
        Random random = seed.random(2);
        int refused = 0;
        for (int i = 0; i < SEALED_MUTATIONS; i++) {
            byte[] changed = Arrays.copyOf(whole, whole.length);
            // Half of them among the first bytes, where lengths are.
            int range = i % 2 == 0 ? 400 : whole.length - 24;
            for (int n = 0; n <= i % 3; n++) {
                changed[random.nextInt(range)] = (byte) random.nextInt(256);
            }
            SavedFile.write(file, SavedFile.sealed(changed));
            try {
                SavedFile.load(file);
            } catch (CheckpointException e) {
                refused++;
            } catch (AssertionError e) {
                // Another device state is another guest's, and the stepped guest's own check says
                // so; the memory is what the digest says.
                assertTrue(
                        String.valueOf(e.getMessage()).contains("holds"),
                        () -> e + seed.replay(getClass()));
            } catch (RuntimeException e) {
                throw new AssertionError("change " + i + seed.replay(getClass()), e);
            }
        }
        assertTrue(refused > SEALED_MUTATIONS / 2, "only " + refused + seed.replay(getClass()));
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        assertRefused(
                with(whole, 0, 'P', 'G', 'R', 'J'),
                "magic: expected \"PGRC\" at byte 0, this is no checkpoint");
        assertRefused(with(whole, 4, 0, 2), "version: expected 1 but found 2");
        assertRefused(with(whole, 6, 1, 0), "reserved: expected 0 at byte 6 but found 256");
        assertRefused(
                with(whole, 16, 0xff, 0xff, 0xff, 0xff),
                "guest: expected 1 to 65756 bytes at byte 16 but found 4294967295");
        assertRefused(Arrays.copyOf(whole, 43), "file: expected at least 44 bytes but found 43");
        assertRefused(
                Arrays.copyOf(whole, whole.length - 1),
                "end: expected \"CRGP\" in the last 4 of "
                        + (whole.length - 1)
                        + " bytes: the file is cut off, or something lies behind it");
        byte[] guest = Arrays.copyOfRange(whole, 16, 20);
        int headerBytes = 20 + ByteBuffer.wrap(guest).getInt();
        assertRefused(
                SavedFile.sealed(with(whole, headerBytes + 4, 9)),
                "frame.type: expected 1 to 3 but found 9, in the page frame at byte "
                        + headerBytes);
        assertEquals(
                "memory digest",
                refused(SavedFile.sealed(with(whole, whole.length - 24, 0, 0, 0, 0, 0, 0, 0, 1)))
                        .field());
        // The stepped guest's device state is 16 bytes, before them their length.
        int devices = whole.length - 24 - 20;
        assertRefused(
                SavedFile.sealed(with(whole, devices, 0x7f, 0xff, 0xff, 0xff)),
                "devices: expected 0 to 1048576 bytes at byte "
                        + devices
                        + " but found 2147483647");
        assertRefused(
                SavedFile.sealed(with(whole, devices, 0, 0, 0, 17)),
                "devices: expected 17 bytes at byte "
                        + (devices + 4)
                        + " but found 16 before the end");
        assertRefused(
                SavedFile.sealed(with(whole, devices, 0, 0, 0, 15)),
                "end: expected it at byte " + (devices + 19) + " but found 1 bytes before it");
    }

    @Test
    void memoryThatNoGuestHasIsRefusedBeforeItIsMade() throws Exception {
        // Behind the header's 20 bytes: 2, "invariant", 2, "stepped", then the memory's size.
        int memory = 20 + 2 + 9 + 2 + 7;
        assertRefused(
                SavedFile.sealed(with(whole, memory, 0x7f, 0, 0, 0, 0, 0, 0, 0)),
                "memoryBytes: expected a multiple of 4096 up to 68719476736 but found "
                        + (0x7fL << 56));
        assertRefused(
                SavedFile.sealed(with(whole, memory, 0, 0, 0, 0, 0, 0, 0, 1)),
                "memoryBytes: expected a multiple of 4096 up to 68719476736 but found 1");
        assertRefused(
                SavedFile.sealed(with(whole, 22, '/')),
                "guest: expected a name of 1 to 64 characters of a-z A-Z 0-9 . _ - but found"
                        + " '/nvariant'");
    }

    @Test
    void aFileThatOthersMayWriteIsRefused() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        assertEquals(
                "file: expected one that its owner alone may write but found "
                        + file
                        + " open to others; chmod 600 it",
                assertThrows(CheckpointException.class, () -> SavedFile.load(file)).getMessage());
    }

    @Test
    void whatIsNoFileIsRefused() {
        Path none = directory.resolve("none");
        assertEquals(
                "file: expected a checkpoint but found no file " + none,
                assertThrows(CheckpointException.class, () -> SavedGuest.open(none)).getMessage());
        assertEquals(
                "file: expected a checkpoint but found no regular file at " + directory,
                assertThrows(CheckpointException.class, () -> SavedGuest.open(directory))
                        .getMessage());
    }

    @Test
    void givenUpItSaysSo() throws Exception {
        try (SavedGuest saved = SavedGuest.open(file)) {
            assertEquals(
                    "host: the daemon was told to stop",
                    assertThrows(CheckpointException.class, () -> saved.verify(() -> true))
                            .getMessage());
        }
    }
}
