package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pagurus.journal.FileJournal;
import org.pagurus.journal.Journal;
import org.pagurus.journal.JournalRecord;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostReply.RecoveryResult;
import org.pagurus.transport.command.HostRequest;

/**
 * A host daemon in this process with its state in a directory, which dies and comes back on the
 * same port. When it dies nothing more is written to its journal.
 */
final class RestartableHost implements AutoCloseable {
    /** What happens around a record's append; a failure in it fails the append. */
    interface Around {
        void run(Step step) throws IOException;
    }

    private final Path directory;
    private int port;
    private FileJournal file;
    HostDaemon daemon;
    volatile Around before = step -> {};
    volatile Around after = step -> {};

    RestartableHost(Path directory) throws IOException {
        this.directory = directory;
        start();
    }

    void start() throws IOException {
        file = FileJournal.open(directory, notice -> {});
        daemon =
                HostDaemon.start(
                        new HostConfig(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                                null,
                                1L << 30,
                                0,
                                DirtyLogKind.SOFTWARE,
                                Path.of("."),
                                HostConfig.DEFAULT_CONNECTION_LIMIT),
                        new Watched());
        port = daemon.address().getPort();
    }

    /** Nothing is written from here on: as good as dead. */
    void stopWriting() throws IOException {
        file.close();
    }

    void die() throws IOException {
        file.close();
        daemon.close();
        before = step -> {};
        after = step -> {};
    }

    void restart() throws IOException {
        die();
        start();
    }

    int port() {
        return port;
    }

    /** The last record of the only migration that this host knows. */
    @Nullable Step lastStep() {
        List<JournalRecord> migrations = file.migrations();
        return migrations.isEmpty() ? null : migrations.getLast().step();
    }

    List<RecoveryResult> recover(boolean force) throws Exception {
        HostReply reply = TestHosts.ask(daemon, new HostRequest.Recover(null, force));
        return assertInstanceOf(HostReply.Recovered.class, reply, reply::toString).results();
    }

    /** Where the test's guest is, as a person is told. */
    String place() throws Exception {
        HostReply.GuestInfo guest = TestHosts.guest(daemon);
        return guest == null ? "none" : guest.place();
    }

    @Override
    public void close() throws IOException {
        die();
    }

    private final class Watched implements Journal {
        private final FileJournal mine = file;

        @Override
        public void append(JournalRecord record) throws IOException {
            before.run(record.step());
            mine.append(record);
            after.run(record.step());
        }

        @Override
        public Optional<JournalRecord> last(MigrationToken token) {
            return mine.last(token);
        }

        @Override
        public List<JournalRecord> migrations() {
            return mine.migrations();
        }

        @Override
        public List<JournalRecord> guests() {
            return mine.guests();
        }
    }
}
