package org.pagurus.transport.security;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a peer whose certificate comes from the authority (which the JDK's PKIX checks, with
 * validity, key usage and the name of the host that was asked for) and whose name is on a list.
 */
final class PeerTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager authority;
    private final @Nullable PeerLists lists;

    /**
     * @param lists null for a client that commands whichever host it was told to
     */
    PeerTrust(X509ExtendedTrustManager authority, @Nullable PeerLists lists) {
        this.authority = authority;
        this.lists = lists;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        authority.checkClientTrusted(chain, type, engine);
        checkListed(chain[0], false);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        authority.checkServerTrusted(chain, type, engine);
        checkListed(chain[0], true);
    }

    private void checkListed(X509Certificate certificate, boolean needsHost)
            throws CertificateException {
        if (lists == null) {
            return;
        }
        Peer peer = lists.peer(certificate);
        if (peer == null || needsHost && !peer.isHost()) {
            throw new CertificateException(
                    "certificate: expected the name of an allowed "
                            + (needsHost ? "host" : "host or operator")
                            + " but found "
                            + PeerLists.names(certificate));
        }
    }

    // Netty's engines use the methods above; without an engine nothing would check the host's name.

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        throw new CertificateException("sockets are not served");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        throw new CertificateException("sockets are not served");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("only engines are served");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("only engines are served");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authority.getAcceptedIssuers();
    }
}
