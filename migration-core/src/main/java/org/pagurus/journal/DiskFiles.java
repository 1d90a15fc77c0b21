package org.pagurus.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files on a disk. */
final class DiskFiles implements JournalFiles {
    private static final Set<PosixFilePermission> OWNER_ALONE =
            PosixFilePermissions.fromString("rw-------");

    @Override
    public JournalFile open(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
        } catch (FileAlreadyExistsException e) {
            Files.setPosixFilePermissions(file, OWNER_ALONE);
        }
        // A file channel would be closed under all its users by an interrupt of one of them.
        return new OpenFile(new RandomAccessFile(file.toFile(), "rw"));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    private record OpenFile(RandomAccessFile file) implements JournalFile {
        @Override
        public byte[] readAll(long maxBytes) throws IOException {
            long lengthBytes = file.length();
            if (lengthBytes > maxBytes) {
                throw new IOException(
                        "expected up to " + maxBytes + " bytes but found " + lengthBytes);
            }
            byte[] bytes = new byte[(int) lengthBytes];
            file.seek(0);
            file.readFully(bytes);
            return bytes;
        }

        @Override
        public void write(long offset, byte[] bytes) throws IOException {
            file.seek(offset);
            file.write(bytes);
        }

        @Override
        public void sync() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void truncate(long lengthBytes) throws IOException {
            file.setLength(lengthBytes);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
