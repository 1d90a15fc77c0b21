package org.pagurus.transport.driver;

import io.netty.channel.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.source.SourceEvent;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.transport.netty.ControlFraming;
import org.pagurus.transport.netty.Preface;

/**
 * The control stream and the page streams of one migration at the source. They live and die
 * together: one that breaks takes the others with it. Whatever happens on it is told to the driver,
 * whose thread alone calls it.
 */
final class SourceConnection {
    /** Where a connection's events go, with the connection they belong to; on event loops. */
    interface Events {
        /** A message came; false when no more can be taken, and the connection is to be closed. */
        boolean received(SourceConnection from, SourceEvent.Received event);

        /** A round was sent on a stream, or the connection has ended. Always taken. */
        void happened(SourceConnection from, SourceEvent event);
    }

    /** On the channel's event loop. */
    private final class ControlIn implements ControlFraming.Listener {
        private final Channel channel;
        private String flood = "";

        ControlIn(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void received(ControlMessage message) {
            if (flood.isEmpty()
                    && !events.received(SourceConnection.this, new SourceEvent.Received(message))) {
                flood = "it sends more messages than can be handled";
                channel.close();
            }
        }

        @Override
        public void closed(String reason) {
            happened(new SourceEvent.ConnectionLost(flood.isEmpty() ? reason : flood));
        }
    }

    private final SourceLink link;
    private final MigrationToken token;
    private final Events events;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Guarded by this, as all below. */
    private final List<Channel> pageChannels = new ArrayList<>();

    private final List<PageStreamOut> pageStreams = new ArrayList<>();
    private boolean streamsClosed;
    private boolean closed;
    private @Nullable Channel control;

    SourceConnection(SourceLink link, MigrationToken token, Events events) {
        this.link = link;
        this.token = token;
        this.events = events;
    }

    void openControl() throws IOException {
        Channel channel =
                link.client()
                        .connect(
                                link.destination(),
                                Preface.control(token, link.listenPort()),
                                opened -> ControlFraming.install(opened, new ControlIn(opened)));
        synchronized (this) {
            control = channel;
            if (closed) {
                channel.close();
            }
        }
    }

    /** Waits, connects the control stream and tells so, on a thread of its own. */
    void openControlAfter(long delayNs) {
        inBackground(
                () -> {
                    if (!closing.await(delayNs, TimeUnit.NANOSECONDS)) {
                        openControl();
                        happened(new SourceEvent.Connected());
                    }
                });
    }

    /** Connects the page streams and tells so, on a thread of its own. */
    void openStreams(List<PageSender> senders, int attempt, CompressionSetup compression) {
        inBackground(
                () -> {
                    for (int stream = 0; stream < senders.size(); stream++) {
                        openStream(stream, attempt, senders.get(stream), compression);
                    }
                    happened(new SourceEvent.StreamsOpened());
                });
    }

    private void openStream(
            int stream, int attempt, PageSender sender, CompressionSetup compression)
            throws IOException {
        PageStreamOut out =
                new PageStreamOut(stream, sender, compression, link.rate(), this::streamEvent);
        Channel channel =
                link.client()
                        .connect(
                                link.destination(),
                                Preface.pages(token, stream, attempt),
                                opened -> opened.pipeline().addLast(out));
        synchronized (this) {
            if (streamsClosed) {
                out.close();
                channel.close();
                throw new IOException("given up meanwhile");
            }
            pageStreams.add(out);
            pageChannels.add(channel);
        }
    }

    private interface Connecting {
        void run() throws IOException, InterruptedException;
    }

    private void inBackground(Connecting connecting) {
        Thread.ofVirtual()
                .name("connecting-" + token)
                .start(
                        () -> {
                            try {
                                connecting.run();
                            } catch (IOException e) {
                                happened(
                                        new SourceEvent.ConnectionLost(
                                                String.valueOf(e.getMessage())));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt(); // nobody does
                            }
                        });
    }

    synchronized void send(ControlMessage message) {
        if (control != null) {
            ControlFraming.send(control, message);
        }
    }

    synchronized void sendRound() {
        for (int stream = 0; stream < pageStreams.size(); stream++) {
            pageStreams.get(stream).start(pageChannels.get(stream));
        }
    }

    /**
     * Closes the page streams, those still being connected too; when this returns no event loop and
     * no encoder touches guest memory for them any more. There are no others from now on.
     */
    void closeStreams() {
        List<PageStreamOut> streams;
        List<Channel> channels;
        synchronized (this) {
            streamsClosed = true;
            streams = List.copyOf(pageStreams);
            channels = List.copyOf(pageChannels);
            pageStreams.clear();
            pageChannels.clear();
        }
        // A channel is closed before its event loop has done what follows from that.
        streams.forEach(PageStreamOut::close);
        for (Channel channel : channels) {
            channel.close().awaitUninterruptibly();
        }
    }

    void close() {
        closeStreams();
        closing.countDown();
        synchronized (this) {
            closed = true;
            if (control != null) {
                control.close();
            }
        }
    }

    private void streamEvent(SourceEvent event) {
        if (event instanceof SourceEvent.ConnectionLost) {
            synchronized (this) {
                if (streamsClosed) {
                    return; // by this side
                }
                if (control != null) {
                    control.close();
                }
            }
        }
        happened(event);
    }

    private void happened(SourceEvent event) {
        events.happened(this, event);
    }
}
