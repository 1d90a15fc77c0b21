package org.pagurus.transport.security;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Mutual TLS 1.3, and nothing else: by BoringSSL where its native library can be loaded, by the JDK
 * elsewhere. Both sides show a certificate of a common authority. The side that connects checks
 * that the other is the host it asked for; a host checks that the other is on its {@link
 * PeerLists}.
 */
public final class TlsTransport implements TransportSecurity {
    private static final String TLS_1_3 = "TLSv1.3";

    /** A link that takes nothing any more is not waited for with a farewell. */
    private static final long CLOSE_NOTIFY_LIMIT_MS = 100;

    private final @Nullable PeerLists lists;
    private final SslContext incoming;
    private final SslContext outgoing;

    private TlsTransport(TlsFiles files, @Nullable PeerLists lists, SslProvider provider)
            throws IOException {
        this.lists = lists;
        TlsCredentials own = TlsCredentials.read(files);
        PeerTrust trust = new PeerTrust(own.authority(), lists);
        X509Certificate[] chain = own.chain().toArray(X509Certificate[]::new);
        try {
            incoming =
                    SslContextBuilder.forServer(own.key(), chain)
                            .sslProvider(provider)
                            .protocols(TLS_1_3)
                            .trustManager(trust)
                            .clientAuth(ClientAuth.REQUIRE)
                            .sessionTimeout(1) // a certificate counts as long as it is valid
                            .build();
            outgoing =
                    SslContextBuilder.forClient()
                            .keyManager(own.key(), chain)
                            .sslProvider(provider)
                            .protocols(TLS_1_3)
                            .trustManager(trust)
                            .endpointIdentificationAlgorithm("HTTPS")
                            .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException("tls: " + TlsFailure.reason(e), e);
        }
    }

    /**
     * For a host daemon.
     *
     * @throws IOException with one line that says what is wrong with which file
     */
    public static TlsTransport forHost(TlsFiles files, PeerLists lists) throws IOException {
        return new TlsTransport(files, lists, provider());
    }

    /**
     * For whoever commands hosts.
     *
     * @throws IOException with one line that says what is wrong with which file
     */
    public static TlsTransport forClient(TlsFiles files) throws IOException {
        return new TlsTransport(files, null, provider());
    }

    /** For tests of both libraries. */
    static TlsTransport of(TlsFiles files, @Nullable PeerLists lists, SslProvider provider)
            throws IOException {
        return new TlsTransport(files, lists, provider);
    }

    /** {@code boringssl} or {@code jdk}, for logs. */
    public static String library() {
        return provider() == SslProvider.OPENSSL ? "boringssl" : "jdk";
    }

    private static SslProvider provider() {
        return OpenSsl.isAvailable() && SslProvider.isTlsv13Supported(SslProvider.OPENSSL)
                ? SslProvider.OPENSSL
                : SslProvider.JDK;
    }

    @Override
    public boolean isTls() {
        return true;
    }

    @Override
    public void protectIncoming(Channel channel) {
        add(channel, incoming.newHandler(channel.alloc()));
    }

    @Override
    public void protectOutgoing(Channel channel, InetSocketAddress to) {
        add(channel, outgoing.newHandler(channel.alloc(), to.getHostString(), to.getPort()));
    }

    private static void add(Channel channel, SslHandler handler) {
        handler.setHandshakeTimeoutMillis(0); // the preface's time limit covers the handshake
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_LIMIT_MS);
        channel.pipeline().addLast(handler);
    }

    /** {@inheritDoc} Nobody with neither right when it can't be told who it is. */
    @Override
    public Peer peer(Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        try {
            if (lists != null
                    && handler != null
                    && handler.engine().getSession().getPeerCertificates()[0]
                            instanceof X509Certificate certificate) {
                Peer peer = lists.peer(certificate);
                if (peer != null) {
                    return peer;
                }
            }
        } catch (SSLPeerUnverifiedException e) {
            // nobody, as below
        }
        return new Peer("nobody", false, false);
    }
}
