package org.pagurus.transport.security;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.pagurus.transport.certificate.Credential;

/** A TLS client that checks nothing and shows whatever certificate it was given. */
public final class RawTls {
    private RawTls() {}

    /** Connects and shakes hands, as far as this side can tell. */
    public static SSLSocket connect(
            InetSocketAddress to, @Nullable Credential credential, String version)
            throws Exception {
        SSLContext context = SSLContext.getInstance(version);
        context.init(keys(credential), new TrustManager[] {new Credulous()}, new SecureRandom());
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(to.getAddress(), to.getPort());
        socket.setSoTimeout(10_000);
        socket.setEnabledProtocols(new String[] {version});
        try {
            socket.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    private static KeyManager @Nullable [] keys(@Nullable Credential credential) {
        return credential == null ? null : new KeyManager[] {new Stubborn(credential)};
    }

    /** Shows its certificate whether the server would believe it or not. */
    private static final class Stubborn extends X509ExtendedKeyManager {
        private final Credential credential;

        Stubborn(Credential credential) {
            this.credential = credential;
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {"own"};
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return "own";
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {credential.certificate()};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return credential.key();
        }
    }

    private static final class Credulous extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] c, String t, Socket s) {}

        @Override
        public void checkServerTrusted(X509Certificate[] c, String t, Socket s) {}

        @Override
        public void checkClientTrusted(X509Certificate[] c, String t, SSLEngine e) {}

        @Override
        public void checkServerTrusted(X509Certificate[] c, String t, SSLEngine e) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
