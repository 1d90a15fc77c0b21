package org.pagurus.experiments.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Those who look: each gets a frame a few times a second, as long as it takes them. A frame is made
 * once for all, and none while nobody looks. Owner: one event loop.
 */
final class Viewers {
    static final int MAX_VIEWERS = 8;

    private static final long INTERVAL_MS = 200;

    /** Frames in a row that a viewer may miss: 10 s. */
    private static final int MAX_MISSED = 50;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LiveDemo demo;
    private final EventLoop loop;

    /** Frames missed in a row, by viewer. */
    private final Map<Channel, Integer> viewers = new HashMap<>();

    private @Nullable ScheduledFuture<?> ticks;

    Viewers(LiveDemo demo, EventLoop loop) {
        this.demo = demo;
        this.loop = loop;
    }

    /** How the answer to a viewer begins. */
    static HttpResponse head() {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        HttpUtil.setTransferEncodingChunked(head, true);
        return head;
    }

    /** Shows it to one more; false where there are too many. */
    boolean add(Channel viewer, HttpResponse head) {
        if (viewers.size() == MAX_VIEWERS || viewers.containsKey(viewer)) {
            return false;
        }
        viewers.put(viewer, 0);
        viewer.closeFuture().addListener(closed -> remove(viewer));
        viewer.write(head);
        viewer.writeAndFlush(event("retry: 1000\n\n"));
        if (ticks == null) {
            ticks = loop.scheduleAtFixedRate(this::tick, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
        }
        return true;
    }

    boolean has(Channel channel) {
        return viewers.containsKey(channel);
    }

    private void remove(Channel viewer) {
        viewers.remove(viewer);
        if (viewers.isEmpty() && ticks != null) {
            ticks.cancel(false);
            ticks = null;
        }
    }

    private void tick() {
        ByteBuf frame = Unpooled.unreleasableBuffer(frame());
        for (Channel viewer : List.copyOf(viewers.keySet())) {
            boolean takes = viewer.isWritable();
            int missed = viewers.merge(viewer, 1, (before, one) -> takes ? 0 : before + one);
            if (takes) {
                viewer.writeAndFlush(new DefaultHttpContent(frame.duplicate()));
            } else if (missed > MAX_MISSED) {
                viewer.close();
            }
        }
    }

    private ByteBuf frame() {
        try {
            return text("data: " + JSON.writeValueAsString(demo.frame()) + "\n\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a frame can be written as JSON", e);
        }
    }

    private static DefaultHttpContent event(String text) {
        return new DefaultHttpContent(text(text));
    }

    private static ByteBuf text(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
