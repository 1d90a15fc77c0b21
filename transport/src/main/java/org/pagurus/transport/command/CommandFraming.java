package org.pagurus.transport.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.nio.charset.StandardCharsets;
import org.pagurus.protocol.ProtocolException;

/** Requests and replies on a command connection: JSON objects, one a line, UTF-8. */
public final class CommandFraming {
    public static final int REQUEST_BYTES = 1 << 20;

    /** A report with as many rounds as there can be. */
    public static final int REPLY_BYTES = 16 << 20;

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .withCoercionConfig(
                            LogicalType.Textual,
                            text ->
                                    text.setCoercion(
                                                    CoercionInputShape.Integer, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Float, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Boolean,
                                                    CoercionAction.Fail))
                    .build();

    private CommandFraming() {}

    /** Cuts what comes in into lines of at most {@code maxBytes}. */
    public static LineBasedFrameDecoder lines(int maxBytes) {
        return new LineBasedFrameDecoder(maxBytes);
    }

    public static HostRequest readRequest(ByteBuf line) throws ProtocolException {
        return read(line, HostRequest.class);
    }

    public static HostReply readReply(ByteBuf line) throws ProtocolException {
        return read(line, HostReply.class);
    }

    public static ChannelFuture send(Channel channel, Object requestOrReply) {
        try {
            byte[] json = JSON.writeValueAsBytes(requestOrReply);
            return channel.writeAndFlush(
                    Unpooled.wrappedBuffer(json, "\n".getBytes(StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + requestOrReply, e);
        }
    }

    private static <T> T read(ByteBuf line, Class<T> type) throws ProtocolException {
        try {
            T read = JSON.readValue(line.toString(StandardCharsets.UTF_8), type);
            if (read == null) {
                throw new ProtocolException("command", "expected a command but found null");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new ProtocolException(
                    "command", "expected JSON of a known command: " + e.getOriginalMessage());
        }
    }
}
