package org.pagurus.transport.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.net.GuestPort;
import org.pagurus.transport.net.PortDrop;

/** What a host does with the ports of its guests, whatever they are made of. */
@Timeout(60)
class CabledGuestTest {
    private static final long MIB = 1 << 20;

    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Test
    void theSourcesPortIsSilencedBeforeTheDestinationsSpeaks() throws Exception {
        try (TestHosts hosts = hosts("")) {
            hosts.startGuest(20 * MIB);
            TestHosts.completed(hosts.migrate(TestHosts.settings(2, Verification.DIGEST, 0)));
            assertEquals(
                    List.of(
                            "source plugged",
                            "source speaks",
                            "destination plugged",
                            "source silent",
                            "destination speaks"),
                    calls.subList(0, 5));
        }
    }

    @Test
    void aGuestWhosePortCannotSpeakRunsAllTheSame() throws Exception {
        try (TestHosts hosts = hosts("source speaks")) {
            hosts.startGuest(20 * MIB);
            HostReply.GuestInfo guest = TestHosts.guest(hosts.source);
            assertNotNull(guest);
            assertTrue(guest.status().startsWith("running"), guest::status);
        }
    }

    @Test
    void aGuestWhosePortCannotBeSilencedStays() throws Exception {
        try (TestHosts hosts = hosts("source silent")) {
            hosts.startGuest(20 * MIB);
            HostReply reply = hosts.migrate(TestHosts.settings(2, Verification.DIGEST, 0));
            HostReply.Migrated migrated = assertInstanceOf(HostReply.Migrated.class, reply);
            assertEquals(Outcome.FAILED, migrated.report().outcome());
            assertTrue(
                    migrated.report().reason().contains("source silent fails"),
                    migrated.report()::reason);
            TestHosts.assertRunning(hosts.source);
        }
    }

    private TestHosts hosts(String failing) throws Exception {
        return new TestHosts(
                DirtyLogKind.SOFTWARE,
                (guest, received) -> new RecordingPort("source", failing),
                (guest, received) -> new RecordingPort("destination", failing),
                new MemoryJournal());
    }

    /** Says what is done with it; one thing may fail. */
    private final class RecordingPort implements GuestPort {
        private final String host;
        private final String failing;

        RecordingPort(String host, String failing) {
            this.host = host;
            this.failing = failing;
            happens("plugged");
        }

        @Override
        public void accept(byte[] frame) {}

        @Override
        public void silence() {
            happens("silent");
        }

        @Override
        public void speak() {
            happens("speaks");
        }

        @Override
        public Map<PortDrop, Long> drops() {
            return Map.of();
        }

        @Override
        public void close() {}

        private void happens(String what) {
            String call = host + " " + what;
            calls.add(call);
            if (call.equals(failing)) {
                throw new IllegalStateException(call + " fails");
            }
        }
    }
}
