package org.pagurus.experiments.crash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.net.UdpDatagram;
import org.pagurus.guest.service.KeyValueProtocol;
import org.pagurus.guest.service.KeyValueReply;
import org.pagurus.guest.service.KeyValueRequest;
import org.pagurus.guest.service.KeyValueStatus;
import org.pagurus.guest.service.MalformedDatagramException;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import org.pagurus.transport.net.SwitchPort;
import org.pagurus.transport.net.VirtualSwitch;

/** A daemon's process is killed, and its guest comes back with what was written to it. */
@Timeout(120)
class CheckpointRestartTest {
    private static final NicAddress NIC =
            new NicAddress(MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.1"));
    private static final NicAddress CLIENT =
            new NicAddress(MacAddress.parse("52:54:00:00:00:02"), Ipv4Address.parse("10.0.0.2"));

    /** Behind the headers of Ethernet, IP and UDP. */
    private static final int PAYLOAD_OFFSET = 14 + 20 + 8;

    private static final int FOUND_BYTES = 32 + KeyValueProtocol.VALUE_BYTES;
    private static final int BARE_BYTES = 32;
    private static final int KEYS = 50;

    private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    private long requests;

    @Test
    void theKeyValueServiceHasWhatItHadWhenItWasSaved(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("crab.checkpoint");
        try (VirtualSwitch net = VirtualSwitch.start();
                StateProcess host =
                        new StateProcess("source", directory, net.address(), "", false);
                SwitchPort client = SwitchPort.connect(net.address(), this::take)) {
            host.awaitReady();
            start(host);
            for (int key = 1; key <= KEYS; key++) {
                assertEquals(
                        KeyValueStatus.STORED,
                        ask(client, new KeyValueRequest.Put(++requests, key, 1, value(key)))
                                .status());
            }
            HostReply saved =
                    host.ask(
                            new HostRequest.SaveGuest("crab", file.toString(), false, "fixed:lz4"));
            assertInstanceOf(HostReply.Saved.class, saved, saved::toString);
            ask(client, new KeyValueRequest.Put(++requests, KEYS + 1, 1, value(KEYS + 1)));
            host.kill();
            host.launch("", false);
            host.awaitReady();
            assertEquals("down", host.place());
            HostReply restored = host.ask(new HostRequest.RestoreGuest(file.toString(), false));
            assertInstanceOf(HostReply.Restored.class, restored, restored::toString);
            assertEquals("running", host.place());
            for (int key = 1; key <= KEYS; key++) {
                KeyValueReply found = ask(client, new KeyValueRequest.Get(++requests, key));
                assertEquals(KeyValueStatus.FOUND, found.status(), "key " + key);
                assertArrayEquals(value(key), found.value());
            }
            // What came behind the saving is lost, and nothing in its place.
            assertEquals(
                    KeyValueStatus.NOT_FOUND,
                    ask(client, new KeyValueRequest.Get(++requests, KEYS + 1)).status());
        }
    }

    private static void start(StateProcess host) throws Exception {
        SyntheticConfig config =
                new SyntheticConfig(
                        Workloads.parse("uniform"),
                        ContentMix.TYPICAL,
                        20 << 20,
                        8 << 20,
                        1 << 20,
                        1,
                        7);
        HostReply started =
                host.ask(
                        HostRequest.StartGuest.of(
                                SyntheticGuests.describe("crab", 32L << 20, NIC, config)));
        assertInstanceOf(HostReply.Done.class, started, started::toString);
    }

    private static byte[] value(int key) {
        byte[] value = new byte[KeyValueProtocol.VALUE_BYTES];
        Arrays.fill(value, (byte) (key * 7));
        return value;
    }

    private void take(byte[] frame) {
        answers.add(frame);
    }

    /** Asks until the answer to this request comes: a frame may be lost. */
    private KeyValueReply ask(SwitchPort client, KeyValueRequest request) throws Exception {
        byte[] datagram = KeyValueProtocol.encode(request);
        for (int i = 0; i < 40; i++) {
            client.accept(
                    new UdpDatagram(40_000, KeyValueProtocol.DEFAULT_PORT, datagram)
                            .toFrame(CLIENT, NIC));
            for (byte[] frame = answers.poll(500, TimeUnit.MILLISECONDS);
                    frame != null;
                    frame = answers.poll()) {
                KeyValueReply reply = reply(frame);
                if (reply != null && reply.requestId() == request.requestId()) {
                    return reply;
                }
            }
        }
        throw new AssertionError("no answer to " + request);
    }

    private static KeyValueReply reply(byte[] frame) {
        for (int bytes : new int[] {FOUND_BYTES, BARE_BYTES}) {
            try {
                return KeyValueProtocol.decodeReply(
                        Arrays.copyOfRange(frame, PAYLOAD_OFFSET, PAYLOAD_OFFSET + bytes));
            } catch (MalformedDatagramException e) {
                // Shorter, or an announcement.
            }
        }
        return null;
    }
}
