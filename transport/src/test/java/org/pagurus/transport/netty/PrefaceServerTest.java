package org.pagurus.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pagurus.protocol.MigrationToken;

class PrefaceServerTest {
    private static final MigrationToken TOKEN = new MigrationToken(1, 2);

    private final List<Preface> served = new ArrayList<>();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(
                    new PrefaceServer(
                            (preface, connected) -> {
                                served.add(preface);
                                return preface.kind() == Preface.Kind.PAGES ? "no such" : null;
                            },
                            60_000));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void answersAndServesAPreface() {
        channel.writeInbound(bytes(Preface.control(TOKEN, 7411)));
        assertEquals(List.of(Preface.control(TOKEN, 7411)), served);
        assertAnswer(Preface.Verdict.ACCEPTED);
        assertTrue(channel.isOpen());
    }

    @Test
    void refusesAnotherVersionAndSaysWhichItSpeaks() {
        channel.writeInbound(bytes(new Preface(7, Preface.Kind.COMMAND, TOKEN, 0, 0)));
        assertEquals(List.of(), served);
        assertAnswer(Preface.Verdict.OTHER_VERSION);
        assertFalse(channel.isOpen());
    }

    @Test
    void servesNothingBehindARefusedPreface() {
        channel.writeInbound(
                Unpooled.wrappedBuffer(
                        bytes(new Preface(7, Preface.Kind.COMMAND, TOKEN, 0, 0)),
                        bytes(Preface.control(TOKEN, 7411))));
        assertEquals(List.of(), served);
        assertAnswer(Preface.Verdict.OTHER_VERSION);
        assertNull(channel.readOutbound());
    }

    @Test
    void tellsWhoeverIsRefused() {
        channel.writeInbound(bytes(Preface.pages(TOKEN, 3, 0)));
        assertAnswer(Preface.Verdict.REFUSED);
        assertFalse(channel.isOpen());
    }

    @Test
    void closesOnGarbageWithoutAnAnswer() {
        channel.writeInbound(Unpooled.copiedBuffer("GET / HTTP/1.0", StandardCharsets.US_ASCII));
        assertEquals(List.of(), served);
        assertNull(channel.readOutbound());
        assertFalse(channel.isOpen());
    }

    private static ByteBuf bytes(Preface preface) {
        ByteBuf bytes = Unpooled.buffer();
        preface.write(bytes);
        return bytes;
    }

    private void assertAnswer(Preface.Verdict verdict) {
        ByteBuf answer = channel.readOutbound();
        assertEquals(Preface.REPLY_BYTES, answer.readableBytes());
        assertEquals(Preface.MAGIC, answer.readInt());
        assertEquals(Preface.VERSION, answer.readUnsignedShort());
        assertEquals(verdict.wire(), answer.readUnsignedByte());
        answer.release();
    }
}
