package org.pagurus.transport.driver;

import io.netty.channel.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pagurus.engine.page.PageSender;
import org.pagurus.engine.source.SourceAction.StartRound;
import org.pagurus.engine.source.SourceEvent;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.ControlMessage;
import org.pagurus.transport.netty.ControlFraming;
import org.pagurus.transport.netty.Preface;

/**
 * The control stream and the page streams of one migration at the source. They live and die
 * together: one that breaks takes the others with it. Owner: the driver's thread.
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
    private final List<Channel> pageChannels = new ArrayList<>();
    private final List<PageStreamOut> pageStreams = new ArrayList<>();
    private @Nullable Channel control;

    SourceConnection(SourceLink link, MigrationToken token, Events events) {
        this.link = link;
        this.token = token;
        this.events = events;
    }

    void openControl() throws IOException {
        control =
                link.client()
                        .connect(
                                link.destination(),
                                Preface.control(token),
                                channel -> ControlFraming.install(channel, new ControlIn(channel)));
    }

    void openStreams(List<PageSender> senders, CompressionSetup compression) throws IOException {
        for (int stream = 0; stream < senders.size(); stream++) {
            PageStreamOut out =
                    new PageStreamOut(
                            stream,
                            senders.get(stream),
                            compression,
                            link.rate(),
                            this::streamEvent);
            pageStreams.add(out);
            pageChannels.add(
                    link.client()
                            .connect(
                                    link.destination(),
                                    Preface.pages(token, stream),
                                    channel -> channel.pipeline().addLast(out)));
        }
    }

    void send(ControlMessage message) {
        if (control != null) {
            ControlFraming.send(control, message);
        }
    }

    void startRound(StartRound round) {
        for (int stream = 0; stream < pageStreams.size(); stream++) {
            pageStreams.get(stream).start(pageChannels.get(stream), round);
        }
    }

    /**
     * Closes the page streams; when this returns no event loop and no encoder touches guest memory
     * for them any more.
     */
    void closeStreams() {
        // A channel is closed before its event loop has done what follows from that.
        pageStreams.forEach(PageStreamOut::close);
        for (Channel channel : pageChannels) {
            channel.close().awaitUninterruptibly();
        }
        pageChannels.clear();
        pageStreams.clear();
    }

    void close() {
        closeStreams();
        if (control != null) {
            control.close();
        }
    }

    private void streamEvent(SourceEvent event) {
        happened(event);
        if (event instanceof SourceEvent.ConnectionLost && control != null) {
            control.close();
        }
    }

    private void happened(SourceEvent event) {
        events.happened(this, event);
    }
}
