package org.pagurus.transport.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pagurus.testing.Seeds;

class SocketFramingTest {
    @Test
    void putsTheLengthBeforeTheFrameInBigEndian() {
        byte[] frame = new byte[300];
        frame[299] = 7;
        byte[] bytes = ByteBufUtil.getBytes(encode(frame));
        assertEquals(304, bytes.length);
        assertArrayEquals(
                new byte[] {0, 0, 1, 44},
                java.util.Arrays.copyOf(bytes, SocketFraming.LENGTH_BYTES));
        assertEquals(7, bytes[303]);
    }

    @Test
    void readsFramesHoweverTheStreamIsCut() {
        Seeds.forEach(
                20,
                seed -> {
                    Random random = new Random(seed);
                    List<byte[]> frames = new ArrayList<>();
                    ByteBuf stream = Unpooled.buffer();
                    for (int i = 0; i < 20; i++) {
                        byte[] frame =
                                new byte[SocketFraming.MIN_FRAME_BYTES + random.nextInt(2_000)];
                        random.nextBytes(frame);
                        frames.add(frame);
                        stream.writeBytes(encode(frame));
                    }
                    EmbeddedChannel channel = new EmbeddedChannel(new SocketFraming.Decoder());
                    while (stream.isReadable()) {
                        int bytes = Math.min(stream.readableBytes(), 1 + random.nextInt(500));
                        channel.writeInbound(stream.readBytes(bytes));
                    }
                    for (byte[] frame : frames) {
                        byte[] read = channel.readInbound();
                        assertNotNull(read);
                        assertArrayEquals(frame, read);
                    }
                    assertNull(channel.readInbound());
                    channel.finishAndReleaseAll();
                });
    }

    @Test
    void readsTheSmallestAndTheLargestFrame() {
        for (int bytes : new int[] {SocketFraming.MIN_FRAME_BYTES, SocketFraming.MAX_FRAME_BYTES}) {
            EmbeddedChannel channel = new EmbeddedChannel(new SocketFraming.Decoder());
            channel.writeInbound(encode(new byte[bytes]));
            byte[] read = channel.readInbound();
            assertNotNull(read);
            assertEquals(bytes, read.length);
        }
    }

    @Test
    void refusesLengthsOutOfBoundsAndEverythingAfterThem() {
        for (int length : new int[] {0, 13, 65_536, -1, Integer.MIN_VALUE}) {
            EmbeddedChannel channel = new EmbeddedChannel(new SocketFraming.Decoder());
            CorruptedFrameException refused =
                    assertThrows(
                            CorruptedFrameException.class,
                            () -> channel.writeInbound(Unpooled.buffer().writeInt(length)));
            assertEquals(
                    "frame length: expected 14 to 65535, found " + Integer.toUnsignedString(length),
                    refused.getMessage());
            channel.writeInbound(encode(new byte[60]));
            assertNull(channel.readInbound(), "length " + length);
        }
    }

    @Test
    void refusesToSendFramesOutOfBounds() {
        assertThrows(IllegalArgumentException.class, () -> encode(new byte[13]));
        assertThrows(IllegalArgumentException.class, () -> encode(new byte[65_536]));
    }

    private static ByteBuf encode(byte[] frame) {
        ByteBuf encoded = SocketFraming.encode(UnpooledByteBufAllocator.DEFAULT, frame);
        try {
            return Unpooled.wrappedBuffer(ByteBufUtil.getBytes(encoded));
        } finally {
            encoded.release();
        }
    }
}
