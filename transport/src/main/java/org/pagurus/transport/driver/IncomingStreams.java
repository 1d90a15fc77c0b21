package org.pagurus.transport.driver;

import io.netty.channel.Channel;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.destination.DestinationEvent;
import org.pagurus.engine.page.PageReceiver;
import org.pagurus.protocol.Limits;

/**
 * The page streams of one migration at the destination. Those of one attempt are taken at a time,
 * so that a late connection of an earlier one is not mistaken for them. Safe for all threads.
 */
final class IncomingStreams {
    private final Executor decoders;

    /** Guarded by this, as all below: empty while no stream may be attached. */
    private List<PageReceiver> receivers = List.of();

    private int attempt;
    private final @Nullable PageStreamIn[] streams = new PageStreamIn[Limits.STREAMS];

    IncomingStreams(Executor decoders) {
        this.decoders = decoders;
    }

    /** From now on streams of this attempt may be attached. */
    synchronized void admit(int ofAttempt, List<PageReceiver> receiversOfStreams) {
        attempt = ofAttempt;
        receivers = receiversOfStreams;
    }

    /**
     * Serves a page stream. From its event loop.
     *
     * @return why it cannot be served, or null
     */
    @Nullable String attach(
            int stream, int ofAttempt, Channel channel, Consumer<DestinationEvent> events) {
        PageStreamIn in;
        synchronized (this) {
            if (stream >= receivers.size()) {
                return "preface.stream: expected less than "
                        + receivers.size()
                        + " but found "
                        + stream;
            }
            if (ofAttempt != attempt) {
                return "preface.attempt: expected " + attempt + " but found " + ofAttempt;
            }
            if (streams[stream] != null) {
                return "preface.stream: " + stream + " is connected already";
            }
            in = new PageStreamIn(stream, channel, receivers.get(stream), decoders, events);
            streams[stream] = in;
        }
        in.install();
        return null;
    }

    /**
     * Closes all. When this returns no event loop and no decoder touches guest memory any more, and
     * no stream is attached until others are {@linkplain #admit admitted}.
     */
    void close() {
        List<PageStreamIn> open;
        synchronized (this) {
            receivers = List.of();
            open = Arrays.stream(streams).filter(Objects::nonNull).toList();
            Arrays.fill(streams, null);
        }
        open.forEach(PageStreamIn::close);
    }
}
