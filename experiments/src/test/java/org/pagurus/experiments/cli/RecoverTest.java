package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.journal.FileJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.testing.SmallDisk;
import org.pagurus.transport.host.HostConfig;
import org.pagurus.transport.host.HostDaemon;

/** A daemon with its state in a directory, as a person restarts and recovers it. */
@Timeout(60)
class RecoverTest {
    @TempDir Path directory;
    private FileJournal journal;
    private HostDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        journal = FileJournal.open(directory.resolve("state"), notice -> {});
        daemon =
                HostDaemon.start(
                        new HostConfig(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                null,
                                1L << 30,
                                0,
                                DirtyLogKind.SOFTWARE,
                                Path.of("."),
                                HostConfig.DEFAULT_CONNECTION_LIMIT),
                        journal);
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
        journal.close();
    }

    private CommandLineRun run(String arguments) {
        return CommandLineRun.of((arguments + " --host " + TestNet.address(daemon)).split(" "));
    }

    @Test
    void saysWhatItWillDoAndWhatThatRisksBeforeItDoesIt() throws Exception {
        assertEquals("nothing to recover\n", run("recover").out());
        CommandLineRun started =
                run("guest start crab --memory 16MiB --working-set 4MiB --dirty-rate 1MiB");
        assertEquals(0, started.status(), started::err);
        stop();
        start();
        assertTrue(run("guest status").out().contains("down"), run("guest status")::out);
        String plan =
                "will boot guest crab again\n"
                        + "  risk: its memory is lost: it begins anew, without anything that was"
                        + " written to it\n";
        assertEquals(plan, run("recover --dry-run").out());
        assertTrue(run("guest status").out().contains("down"));
        CommandLineRun recovered = run("recover crab");
        assertEquals(plan + "guest crab: booted again; its memory is lost\n", recovered.out());
        assertEquals(0, recovered.status());
        assertTrue(run("guest status").out().contains("running"));
    }

    /** A disk that fills up while the daemon runs. */
    @Test
    void aFullDiskIsNamedAndTheGuestStays() throws Exception {
        stop();
        Path small = directory.resolve("state");
        assumeTrue(SmallDisk.mount(small, 64), SmallDisk.WHY_NOT);
        try {
            start();
            run("guest start crab --memory 16MiB --working-set 4MiB --dirty-rate 1MiB");
            fill(small.resolve("filler"));
            // What is left of the journal's last block is used up first.
            CommandLineRun migrated = run("migrate crab --to 127.0.0.1:1");
            for (int i = 0; i < 40 && !migrated.err().contains("No space left"); i++) {
                migrated = run("migrate crab --to 127.0.0.1:1");
            }
            assertEquals("pagurus: journal: No space left on device\n", migrated.err());
            assertEquals(ExitCode.FAILED.status(), migrated.status());
            assertTrue(run("guest status").out().contains("running"));
            Files.delete(small.resolve("filler"));
            assertTrue(run("migrate crab --to 127.0.0.1:1").err().contains("cannot connect"));
            stop();
            start();
            assertTrue(run("guest status").out().contains("down"));
        } finally {
            stop();
            assertTrue(SmallDisk.unmount(small));
            start();
        }
    }

    private static void fill(Path filler) throws IOException {
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] block = new byte[1024];
            for (int i = 0; i < 1024; i++) {
                out.write(block);
            }
            throw new AssertionError("the file system is larger than it should be");
        } catch (IOException e) {
            assertTrue(e.getMessage().contains("No space left"), e::getMessage);
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        CommandLineRun run = run("recover nobody");
        assertEquals(ExitCode.FAILED.status(), run.status());
        assertEquals(
                "pagurus: target: nothing is to be recovered of a guest or migration nobody\n",
                run.err());
    }

    @Test
    void listsMigrations() {
        assertEquals("no migrations\n", run("migrations").out());
        run("guest start crab --memory 16MiB --working-set 4MiB --dirty-rate 1MiB");
        CommandLineRun migrated = run("migrate crab --to 127.0.0.1:1");
        assertEquals(ExitCode.FAILED.status(), migrated.status());
        String table = run("migrations").out();
        assertTrue(table.lines().findFirst().orElse("").startsWith("token"), table);
        assertTrue(table.contains("crab   source  kept      127.0.0.1:1"), table);
    }

    @Test
    void aStateThatCannotBeUsedIsOneLine() throws Exception {
        Path held = directory.resolve("state");
        assertLine(
                held,
                "--state: expected a directory for this daemon alone but another one uses " + held);
        Path plain = Files.createFile(directory.resolve("plain"));
        assertLine(plain, "--state: expected a directory but found the file " + plain);
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertLine(
                open,
                "--state: expected a directory for its owner alone but found "
                        + open
                        + " open to others; chmod 700 it");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(open.resolve("journal"), "not a journal");
        assertLine(
                open,
                "--state: journal: "
                        + open.resolve("journal")
                        + " at byte 0: expected \"PGRJ\" and a version, this is no journal");
    }

    private static void assertLine(Path state, String line) {
        CommandLineRun run =
                CommandLineRun.of("host", "--listen", "127.0.0.1:0", "--state", state.toString());
        assertEquals(ExitCode.FAILED.status(), run.status());
        assertEquals("pagurus: " + line + "\n", run.err());
    }
}
