package org.pagurus.transport.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.pagurus.transport.certificate.Keys;

/**
 * What {@link TlsFiles} hold, checked: the key is that of the certificate, and the authority would
 * take the certificate today.
 *
 * @param chain the own certificate first
 */
record TlsCredentials(
        PrivateKey key, List<X509Certificate> chain, X509ExtendedTrustManager authority) {
    private static final int MAX_FILE_BYTES = 1 << 20;

    /**
     * Reads and checks them.
     *
     * @throws IOException with one line that names the field
     */
    static TlsCredentials read(TlsFiles files) throws IOException {
        List<X509Certificate> chain = certificates("tlsCert", files.certificate());
        PrivateKey key = key(files.key());
        if (!Keys.isKeyOf(key, chain.getFirst())) {
            throw new IOException(
                    "tlsKey: expected the key of the certificate in "
                            + files.certificate()
                            + " but found another in "
                            + files.key());
        }
        X509ExtendedTrustManager authority = trusting(certificates("tlsCa", files.authority()));
        try {
            authority.checkClientTrusted(
                    chain.toArray(X509Certificate[]::new),
                    chain.getFirst().getPublicKey().getAlgorithm());
        } catch (CertificateException e) {
            throw new IOException(
                    "tlsCert: expected a certificate that "
                            + files.authority()
                            + " vouches for but found in "
                            + files.certificate()
                            + ": "
                            + TlsFailure.reason(e),
                    e);
        }
        return new TlsCredentials(key, chain, authority);
    }

    private static List<X509Certificate> certificates(String field, Path file) throws IOException {
        check(field, file);
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (!found.isEmpty()) {
                return found.stream().map(X509Certificate.class::cast).toList();
            }
        } catch (CertificateException e) {
            // the same as a file without any
        }
        throw new IOException(field + ": expected certificates in PEM but found none in " + file);
    }

    private static PrivateKey key(Path file) throws IOException {
        check("tlsKey", file);
        try (Reader in = Files.newBufferedReader(file);
                PEMParser pem = new PEMParser(in)) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            for (Object found = pem.readObject(); found != null; found = pem.readObject()) {
                if (found instanceof PrivateKeyInfo key) {
                    return converter.getPrivateKey(key);
                }
                if (found instanceof PEMKeyPair pair) {
                    return converter.getPrivateKey(pair.getPrivateKeyInfo());
                }
            }
        } catch (IOException | RuntimeException e) {
            // the same as a file without one
        }
        throw new IOException(
                "tlsKey: expected a private key in PEM, without a password, but found none in "
                        + file);
    }

    private static void check(String field, Path file) throws IOException {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IOException(
                        field + ": expected up to " + MAX_FILE_BYTES + " bytes in " + file);
            }
        } catch (NoSuchFileException e) {
            throw new IOException(field + ": expected a file but found none at " + file, e);
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException(field + ": expected a file that can be read, found " + file);
        }
    }

    private static X509ExtendedTrustManager trusting(List<X509Certificate> authorities)
            throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager trust) {
                    return trust;
                }
            }
            throw new IOException("tlsCa: this Java has no trust manager for engines");
        } catch (GeneralSecurityException e) {
            throw new IOException("tlsCa: " + TlsFailure.reason(e), e);
        }
    }
}
