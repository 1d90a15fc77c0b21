package org.pagurus.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint on its way to the disk. It is written beside its place, as {@code FILE.new}, which
 * its owner alone may read, and has the name only when all of it is on the disk. So a crash or a
 * full disk leaves what was there before. What is replaced is a checkpoint: whoever may command a
 * host cannot have it overwrite anything else.
 */
public final class NewCheckpoint implements CheckpointSink, AutoCloseable {
    private static final String SUFFIX = ".new";
    private static final String FIELD = "file";

    private final Path file;
    private final Path directory;
    private final Path beside;
    private final boolean replace;
    private final FileChannel channel;

    /** Tells the file that was made here from another that has its name by now. */
    private final @Nullable Object key;

    private boolean committed;

    private NewCheckpoint(Path file, Path directory, boolean replace, FileChannel channel)
            throws IOException {
        this.file = file;
        this.directory = directory;
        beside = beside(file, directory);
        this.replace = replace;
        this.channel = channel;
        key = key(beside);
    }

    /**
     * Begins a checkpoint.
     *
     * @param file its place, an absolute path
     * @param replace whether a checkpoint that is there is to be replaced
     * @throws CheckpointException when it may not or cannot be written there
     */
    public static NewCheckpoint create(Path file, boolean replace) throws CheckpointException {
        Path directory = file.getParent();
        if (!file.isAbsolute() || directory == null) {
            throw new CheckpointException(
                    FIELD, "expected an absolute path of a file but found " + file);
        }
        if (!Files.isDirectory(directory)) {
            throw new CheckpointException(
                    FIELD, "expected a directory that exists but found " + directory);
        }
        requirePlace(file, replace);
        Path beside = beside(file, directory);
        try {
            FileChannel channel;
            try {
                channel = open(beside);
            } catch (FileAlreadyExistsException e) {
                deleteLeftOver(beside);
                channel = open(beside);
            }
            return locked(file, directory, replace, channel);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static Path beside(Path file, Path directory) {
        return directory.resolve(file.getFileName() + SUFFIX);
    }

    private static NewCheckpoint locked(
            Path file, Path directory, boolean replace, FileChannel channel)
            throws IOException, CheckpointException {
        boolean begun = false;
        try {
            if (tryLock(channel) == null) {
                throw busy(beside(file, directory));
            }
            NewCheckpoint checkpoint = new NewCheckpoint(file, directory, replace, channel);
            begun = true;
            return checkpoint;
        } finally {
            if (!begun) {
                channel.close();
            }
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int unused = channel.write(bytes);
        }
    }

    @Override
    public void sync() throws IOException {
        channel.force(true);
    }

    /**
     * Gives the file its name; all of it is on the disk already.
     *
     * @throws CheckpointException when it could not; what was there before is there still
     */
    void commit() throws CheckpointException {
        requirePlace(file, replace);
        try {
            if (!Objects.equals(key, key(beside))) {
                throw new CheckpointException(
                        FIELD, beside + " was deleted or replaced while it was written");
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
            committed = true;
            syncDirectory(directory);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Deletes what was written, if it has not got its name. */
    @Override
    public void close() {
        try {
            if (!committed && Objects.equals(key, key(beside))) {
                Files.deleteIfExists(beside);
            }
            channel.close();
        } catch (IOException e) {
            // The next saving to this place deletes it.
        }
    }

    static CheckpointException failed(IOException e) {
        return new CheckpointException(FIELD, reason(e), e);
    }

    /** A reason alone, where the message begins with the file's name, and the file otherwise. */
    private static String reason(IOException e) {
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getFile() + ": " + f.getReason();
        }
        String message = e.getMessage();
        return e.getClass() == IOException.class && message != null
                ? message
                : e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    /** At the place is nothing, or a checkpoint that is to be replaced. */
    private static void requirePlace(Path file, boolean replace) throws CheckpointException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean isCheckpoint;
        try {
            isCheckpoint = isRegular(file) && begins(file, false);
        } catch (IOException e) {
            throw failed(e);
        }
        if (!isCheckpoint) {
            throw new CheckpointException(
                    FIELD, "expected no file or a checkpoint but found something else at " + file);
        }
        if (!replace) {
            throw new CheckpointException(
                    FIELD, file + " is a checkpoint already; --replace replaces it");
        }
    }

    private static FileChannel open(Path beside) throws IOException {
        return FileChannel.open(
                beside,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Deletes what a saving has left that a crash has ended; nothing else. */
    private static void deleteLeftOver(Path beside) throws IOException, CheckpointException {
        if (!isRegular(beside) || !begins(beside, true)) {
            throw new CheckpointException(
                    FIELD,
                    "expected nothing beside it but found " + beside + ", which is no checkpoint");
        }
        try (FileChannel left =
                FileChannel.open(beside, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (tryLock(left) == null) {
                throw busy(beside);
            }
            Files.deleteIfExists(beside);
        } catch (NoSuchFileException e) {
            // Gone by itself.
        }
    }

    private static CheckpointException busy(Path beside) {
        return new CheckpointException(FIELD, "another saving writes " + beside + " now");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held within this process
        }
    }

    private static boolean isRegular(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether a file begins as a checkpoint; one that was just begun may be empty. */
    private static boolean begins(Path file, boolean orEmpty) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(Integer.BYTES);
        try (FileChannel in =
                FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            while (first.hasRemaining() && in.read(first) >= 0) {
                // Until they are there, or the file ends.
            }
        }
        first.flip();
        return CheckpointFormat.isCheckpoint(first) || orEmpty && !first.hasRemaining();
    }

    private static @Nullable Object key(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
