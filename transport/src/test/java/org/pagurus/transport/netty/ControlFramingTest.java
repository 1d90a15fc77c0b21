package org.pagurus.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pagurus.engine.HostileMessages;
import org.pagurus.protocol.Limits;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.protocol.wire.Done;
import org.pagurus.protocol.wire.SavedDevices;
import org.pagurus.testing.Seeds;
import org.pagurus.transport.peer.RawPeer;

@Timeout(60)
class ControlFramingTest {
    private static final MigrationToken TOKEN = new MigrationToken(1, 2);
    private static final ControlMessage MESSAGE =
            ControlMessage.newBuilder()
                    .setToken(TOKEN.toBytes())
                    .setDone(Done.getDefaultInstance())
                    .build();

    private final List<ControlMessage> received = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final EmbeddedChannel channel = open();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void messagesCutAtEveryByteArriveWhole() {
        byte[] bytes = RawPeer.framed(MESSAGE);
        for (int cut = 0; cut <= bytes.length; cut++) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, 0, cut));
            channel.writeInbound(Unpooled.copiedBuffer(bytes, cut, bytes.length - cut));
            assertEquals(List.of(MESSAGE), received, "cut at " + cut);
            received.clear();
        }
        assertEquals(List.of(), closed);
    }

    @Test
    void whatIsSentIsReceived() {
        ControlFraming.send(channel, MESSAGE);
        ByteBuf sent = channel.readOutbound();
        channel.writeInbound(sent);
        assertEquals(List.of(MESSAGE), received);
    }

    @Test
    void theLongestMessageIsTaken() {
        int overhead = devices(1 << 20).getSerializedSize() - (1 << 20);
        ControlMessage longest = devices(Limits.CONTROL_MESSAGE_BYTES - overhead);
        assertEquals(Limits.CONTROL_MESSAGE_BYTES, longest.getSerializedSize());
        channel.writeInbound(Unpooled.wrappedBuffer(RawPeer.framed(longest)));
        assertEquals(List.of(longest), received);
    }

    @Test
    void aLengthBeyondTheLimitIsRefusedBeforeItsBytesCome() {
        for (int length : new int[] {Limits.CONTROL_MESSAGE_BYTES + 1, Integer.MAX_VALUE, -1}) {
            EmbeddedChannel fresh = open();
            closed.clear();
            fresh.writeInbound(Unpooled.buffer().writeInt(length));
            assertFalse(fresh.isOpen(), "length " + length);
            assertEquals(1, closed.size());
            assertTrue(closed.getFirst().contains("control.length"), closed::toString);
        }
        assertEquals(List.of(), received);
    }

    @Test
    void garbageClosesOnceAndSaysWhy() {
        channel.writeInbound(Unpooled.buffer().writeInt(3).writeMedium(-1));
        channel.finish();
        assertEquals(1, closed.size());
        assertTrue(closed.getFirst().startsWith("control: "), closed::toString);
    }

    @Test
    void anEmptyMessageIsRefused() {
        channel.writeInbound(Unpooled.buffer().writeInt(0));
        assertFalse(channel.isOpen());
        assertEquals(List.of("control.body: expected a known body but found none"), closed);
    }

    @Test
    void whatFollowsGarbageInTheSameReadIsNotReceived() {
        channel.writeInbound(
                Unpooled.wrappedBuffer(
                        Unpooled.buffer().writeInt(3).writeMedium(-1),
                        Unpooled.wrappedBuffer(RawPeer.framed(MESSAGE)),
                        Unpooled.buffer().writeInt(0)));
        assertEquals(List.of(), received);
        assertEquals(1, closed.size());
        assertTrue(closed.getFirst().startsWith("control: "), closed::toString);
    }

    @Test
    void anEndWithoutAnErrorIsTheOtherSides() {
        channel.close();
        assertEquals(List.of("the other side closed it"), closed);
    }

    @Test
    void damagedMessagesAreReceivedOrCloseOnce() {
        Seeds.forEach(
                20_000,
                seed -> {
                    Random random = new Random(seed);
                    EmbeddedChannel fresh = open();
                    closed.clear();
                    HostileMessages messages = new HostileMessages(random, TOKEN);
                    for (int i = 0; i < 2; i++) {
                        byte[] bytes = RawPeer.framed(messages.next());
                        bytes[random.nextInt(Math.min(bytes.length, 40))] ^=
                                (byte) (1 << random.nextInt(8));
                        if (fresh.isOpen()) {
                            fresh.writeInbound(Unpooled.wrappedBuffer(bytes));
                        }
                    }
                    fresh.finishAndReleaseAll();
                    assertEquals(1, closed.size());
                });
    }

    @Test
    void aPeerThatDoesNotReadIsClosed() throws Exception {
        EventLoops loops = EventLoops.best();
        EventLoopGroup group = loops.newGroup(1, "test-control");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Channel sender =
                    new Bootstrap()
                            .group(group)
                            .channel(loops.socketChannel())
                            .handler(new ChannelInboundHandlerAdapter())
                            .connect(server.getLocalSocketAddress())
                            .sync()
                            .channel();
            try (Socket idle = server.accept()) {
                ControlMessage large = devices(1 << 20);
                // The kernel takes some; beyond that the sender keeps no more than its limit.
                for (int sent = 0; sender.isOpen() && sent < 64; sent++) {
                    sender.eventLoop().submit(() -> ControlFraming.send(sender, large)).sync();
                }
                assertFalse(sender.isOpen(), () -> "still open, " + idle);
            }
        } finally {
            EventLoops.shutDown(group);
        }
    }

    private EmbeddedChannel open() {
        EmbeddedChannel fresh = new EmbeddedChannel();
        ControlFraming.install(
                fresh,
                new ControlFraming.Listener() {
                    @Override
                    public void received(ControlMessage message) {
                        received.add(message);
                    }

                    @Override
                    public void closed(String reason) {
                        closed.add(reason);
                    }
                });
        return fresh;
    }

    private static ControlMessage devices(int bytes) {
        return ControlMessage.newBuilder()
                .setToken(TOKEN.toBytes())
                .setSavedDevices(
                        SavedDevices.newBuilder().setState(ByteString.copyFrom(new byte[bytes])))
                .build();
    }
}
