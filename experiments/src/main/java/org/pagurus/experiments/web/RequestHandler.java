package org.pagurus.experiments.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Answers the requests of one connection. */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String EVENTS = "/events";
    private static final String MIGRATE = "/migrate";
    private static final String TEXT = "text/plain; charset=utf-8";

    /** Nothing comes from elsewhere, and nothing is run but the page's own files. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
                    + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final LiveDemo demo;
    private final Viewers viewers;
    private final RequestGuard guard;

    RequestHandler(LiveDemo demo, Viewers viewers, RequestGuard guard) {
        this.demo = demo;
        this.viewers = viewers;
        this.guard = guard;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            reply(context, request, HttpResponseStatus.BAD_REQUEST, "no HTTP request\n");
            return;
        }
        Optional<String> refusal = guard.refusal(request.headers());
        if (refusal.isPresent()) {
            reply(context, request, HttpResponseStatus.FORBIDDEN, refusal.get() + "\n");
            return;
        }
        int query = request.uri().indexOf('?');
        String path = query < 0 ? request.uri() : request.uri().substring(0, query);
        PageFile file = PageFile.ALL.get(path);
        HttpMethod expected = path.equals(MIGRATE) ? HttpMethod.POST : HttpMethod.GET;
        if (file == null && !path.equals(MIGRATE) && !path.equals(EVENTS)) {
            reply(context, request, HttpResponseStatus.NOT_FOUND, "there is no " + path + "\n");
        } else if (!request.method().equals(expected)) {
            FullHttpResponse response =
                    response(
                            HttpResponseStatus.METHOD_NOT_ALLOWED,
                            TEXT,
                            ("expected " + expected + "\n").getBytes(StandardCharsets.UTF_8));
            response.headers().set(HttpHeaderNames.ALLOW, expected.name());
            send(context, request, response);
        } else if (file != null) {
            send(context, request, response(HttpResponseStatus.OK, file.type(), file.content()));
        } else if (path.equals(EVENTS)) {
            watch(context, request);
        } else {
            press(context, request);
        }
    }

    private void watch(ChannelHandlerContext context, FullHttpRequest request) {
        HttpResponse head = Viewers.head();
        harden(head);
        if (viewers.add(context.channel(), head)) {
            demo.seen();
        } else {
            reply(
                    context,
                    request,
                    HttpResponseStatus.SERVICE_UNAVAILABLE,
                    "expected at most " + Viewers.MAX_VIEWERS + " viewers\n");
        }
    }

    private void press(ChannelHandlerContext context, FullHttpRequest request) {
        Optional<String> forbidden = guard.refusalOfChange(request.headers());
        if (forbidden.isPresent()) {
            reply(context, request, HttpResponseStatus.FORBIDDEN, forbidden.get() + "\n");
            return;
        }
        Optional<String> refusal = demo.press();
        reply(
                context,
                request,
                refusal.isPresent() ? HttpResponseStatus.CONFLICT : HttpResponseStatus.ACCEPTED,
                refusal.orElse("the guest is about to move") + "\n");
    }

    /** A viewer sends nothing; whoever else is silent so long is not waited for. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent && !viewers.has(context.channel())) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private static void reply(
            ChannelHandlerContext context,
            FullHttpRequest request,
            HttpResponseStatus status,
            String text) {
        send(context, request, response(status, TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static FullHttpResponse response(
            HttpResponseStatus status, String type, byte[] content) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(content));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        harden(response);
        return response;
    }

    private static void harden(HttpResponse response) {
        response.headers()
                .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY)
                .set("x-content-type-options", "nosniff")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("referrer-policy", "no-referrer")
                .set("cross-origin-resource-policy", "same-origin");
    }

    private static void send(
            ChannelHandlerContext context, FullHttpRequest request, FullHttpResponse response) {
        boolean stays =
                HttpUtil.isKeepAlive(request) && response.status().code() < 400; // else it is odd
        HttpUtil.setContentLength(response, response.content().readableBytes());
        HttpUtil.setKeepAlive(response, stays);
        ChannelFuture sent = context.writeAndFlush(response);
        if (!stays) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
