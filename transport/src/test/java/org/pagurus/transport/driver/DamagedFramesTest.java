package org.pagurus.transport.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.engine.HostileMessages;
import org.pagurus.engine.MigrationOptions.Verification;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.destination.DestinationEvent.StreamFailed;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.engine.page.StreamMap;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.synthetic.SyntheticGuests;
import org.pagurus.guest.synthetic.Workloads;
import org.pagurus.journal.MemoryJournal;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.memory.PageBitmap;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.ProtocolException;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.report.Outcome;
import org.pagurus.testing.Seeds;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import org.pagurus.transport.command.MigrationSettings;
import org.pagurus.transport.host.HostConfig;
import org.pagurus.transport.host.HostDaemon;
import org.pagurus.transport.netty.ControlFraming;
import org.pagurus.transport.peer.RawPeer;

/**
 * A million damaged frames, half of them of pages and half of control messages, in the process of
 * two hosts between which a guest moves.
 */
@Timeout(300)
class DamagedFramesTest {
    private static final int SEEDS = 100;
    private static final int FRAMES_PER_SEED = 5_000;

    /** Of them, through a whole page stream each, which is made anew after each failure. */
    private static final int STREAM_FRAMES_PER_SEED = 500;

    private static final int PAGES = FedPageStream.PAGES;

    /** What docs/security.md states: a page stream's buffers, and a pool's slack. */
    private static final long LIMIT_BYTES = 64 << 20;

    private static final long GUEST_BYTES = 64 << 20;
    private static final NicAddress NIC =
            new NicAddress(MacAddress.parse("52:54:00:00:00:01"), Ipv4Address.parse("10.0.0.1"));

    private long mostBytes;
    private long refusedStreams;
    private long refusedPages;
    private long refusedMessages;

    @Test
    void aMillionDamagedFramesAreRefusedWithinTheLimitWhileAGuestMoves() throws Exception {
        try (HostDaemon source = host();
                HostDaemon destination = host()) {
            CompletableFuture<Void> begun = new CompletableFuture<>();
            CompletableFuture<HostReply> migrated =
                    CompletableFuture.supplyAsync(() -> migrate(source, destination, begun));
            begun.get(30, TimeUnit.SECONDS);
            // Or the pool gives its memory back, and has it cleared again, with every stream.
            ByteBuf kept = PooledByteBufAllocator.DEFAULT.directBuffer();
            long beforeBytes = directBytes();
            Seeds.forEach(SEEDS, this::damagedStreams);
            Seeds.forEach(SEEDS, this::damagedPages);
            Seeds.forEach(SEEDS, this::damagedMessages);
            assertTrue(mostBytes - beforeBytes <= LIMIT_BYTES, () -> mostBytes + " bytes");
            kept.release();
            System.out.printf(
                    "seeds 1 to %d: %d page streams, %d page frames and %d control streams refused%n",
                    SEEDS, refusedStreams, refusedPages, refusedMessages);
            HostReply.Migrated reply =
                    assertInstanceOf(HostReply.Migrated.class, migrated.get(60, TimeUnit.SECONDS));
            assertEquals(Outcome.COMPLETED, reply.report().outcome(), reply::toString);
            assertEquals(Boolean.TRUE, reply.report().memoryIdentical());
        }
    }

    /** Whatever fails is named; a failure inside the host would be called one of the link. */
    private void damagedStreams(long seed) {
        DamagedFrames frames = new DamagedFrames(new Random(seed));
        try (FedPageStream fed = new FedPageStream(Runnable::run)) {
            for (int i = 0; i < STREAM_FRAMES_PER_SEED; i++) {
                fed.read(frames.next());
                for (DestinationEvent event : fed.events) {
                    if (event instanceof StreamFailed failed) {
                        assertNotEquals("link", failed.field(), failed::toString);
                        assertFalse(failed.reason().isBlank(), failed::toString);
                        refusedStreams++;
                    }
                }
                fed.events.clear();
                if (!fed.channel.isOpen()) {
                    fed.renew();
                }
                mostBytes = Math.max(mostBytes, directBytes());
            }
        }
    }

    /** Frame by frame into the decoder, which a stream would not ask again after a failure. */
    private void damagedPages(long seed) {
        DamagedFrames frames = new DamagedFrames(new Random(seed));
        try (GuestMemory memory = GuestMemory.allocate(PAGES * (long) Page.SIZE_BYTES);
                PageHashes hashes = new PageHashes(PAGES, 1)) {
            PageReceiver receiver = receiver(memory, hashes);
            for (int i = STREAM_FRAMES_PER_SEED; i < FRAMES_PER_SEED; i++) {
                try {
                    if (receiver.receive(MemorySegment.ofArray(frames.next()))) {
                        PageReceiver.RoundEnd end = receiver.roundEnd();
                        assertEquals(0, end.stream());
                        receiver.close();
                        receiver = receiver(memory, hashes);
                    }
                } catch (ProtocolException e) {
                    assertFalse(e.field().isBlank(), e::toString);
                    refusedPages++;
                }
            }
            receiver.close();
        }
    }

    private static PageReceiver receiver(GuestMemory memory, PageHashes hashes) {
        return new PageReceiver(0, new StreamMap(1), memory, hashes, new PageBitmap(PAGES), 0);
    }

    private void damagedMessages(long seed) {
        Random random = new Random(seed);
        HostileMessages messages = new HostileMessages(random, new MigrationToken(1, seed));
        List<String> reasons = new ArrayList<>();
        EmbeddedChannel channel = control(reasons);
        for (int i = 0; i < FRAMES_PER_SEED; i++) {
            byte[] bytes = RawPeer.framed(messages.next());
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                int at =
                        random.nextInt(16) == 0
                                ? random.nextInt(Integer.BYTES)
                                : Integer.BYTES + random.nextInt(bytes.length - Integer.BYTES);
                bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
            channel.writeInbound(Unpooled.wrappedBuffer(bytes));
            if (!channel.isOpen()) {
                channel.finishAndReleaseAll();
                assertFalse(reasons.getLast().isBlank());
                assertFalse(reasons.getLast().contains("\n"), reasons::getLast);
                reasons.clear();
                refusedMessages++;
                channel = control(reasons);
            }
            mostBytes = Math.max(mostBytes, directBytes());
        }
        channel.finishAndReleaseAll();
    }

    private static EmbeddedChannel control(List<String> reasons) {
        EmbeddedChannel channel = new EmbeddedChannel();
        ControlFraming.install(
                channel,
                new ControlFraming.Listener() {
                    @Override
                    public void received(ControlMessage message) {}

                    @Override
                    public void closed(String reason) {
                        reasons.add(reason);
                    }
                });
        return channel;
    }

    private static long directBytes() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    private static HostReply migrate(
            HostDaemon source, HostDaemon destination, CompletableFuture<Void> begun) {
        SyntheticConfig config =
                new SyntheticConfig(
                        Workloads.parse("uniform"),
                        ContentMix.parse("random=100"),
                        1 << 20,
                        4 << 20,
                        1 << 20,
                        1,
                        7);
        MigrationSettings settings =
                new MigrationSettings(
                        2,
                        "predictive",
                        300_000_000,
                        300_000_000,
                        0,
                        100,
                        300_000_000_000L,
                        Verification.DIGEST,
                        4 << 20,
                        "fixed:raw",
                        1,
                        0,
                        30_000_000_000L);
        try (HostClient client = HostClient.connect(source.address())) {
            HostReply started =
                    client.ask(
                            HostRequest.StartGuest.of(
                                    SyntheticGuests.describe("crab", GUEST_BYTES, NIC, config)));
            assertInstanceOf(HostReply.Done.class, started, started::toString);
            return client.migrate(
                    new HostRequest.Migrate(
                            "crab", "127.0.0.1", destination.address().getPort(), settings),
                    progress -> begun.complete(null));
        } catch (IOException | InterruptedException e) {
            begun.completeExceptionally(e);
            throw new AssertionError(e);
        }
    }

    private static HostDaemon host() throws IOException {
        return HostDaemon.start(
                new HostConfig(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        null,
                        256L << 20,
                        0,
                        DirtyLogKind.SOFTWARE,
                        Path.of("."),
                        HostConfig.DEFAULT_CONNECTION_LIMIT),
                new MemoryJournal());
    }
}
