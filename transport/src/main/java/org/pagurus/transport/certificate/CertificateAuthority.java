package org.pagurus.transport.certificate;

import java.io.IOException;
import java.io.Reader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An authority of one's own for the certificates of hosts and operators. A certificate never
 * outlives the authority's.
 */
public final class CertificateAuthority {
    /** What a certificate is for. */
    public enum Role {
        /** Serves, and connects to other hosts. */
        HOST(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth),
        /** Commands hosts; can't pass itself off as one. */
        OPERATOR(KeyPurposeId.id_kp_clientAuth);

        private final ExtendedKeyUsage usage;

        Role(KeyPurposeId... purposes) {
            usage = new ExtendedKeyUsage(purposes);
        }
    }

    /** Clocks differ: a certificate is valid a little before it was made. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private static final int SERIAL_BITS = 127;

    private final Credential own;

    private CertificateAuthority(Credential own) {
        this.own = own;
    }

    /** A new authority. */
    public static CertificateAuthority create(String name, Instant now, Duration lifetime) {
        KeyPair keys = Keys.newPair();
        X500Name subject = commonName(name);
        try {
            X509v3CertificateBuilder builder =
                    builder(subject, subject, now, now.plus(lifetime), keys.getPublic())
                            .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                            .addExtension(
                                    Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
                            .addExtension(
                                    Extension.subjectKeyIdentifier,
                                    false,
                                    new JcaX509ExtensionUtils()
                                            .createSubjectKeyIdentifier(keys.getPublic()));
            return new CertificateAuthority(
                    new Credential(sign(builder, keys.getPrivate()), keys.getPrivate()));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("the authority's certificate can't be made", e);
        }
    }

    /**
     * Reads an authority's certificate and key.
     *
     * @throws IOException with one line that names the field
     */
    public static CertificateAuthority read(Path certificate, Path key) throws IOException {
        Object foundCertificate = readPem("authority", certificate);
        Object foundKey = readPem("authorityKey", key);
        if (!(foundCertificate instanceof X509CertificateHolder holder)) {
            throw new IOException(
                    "authority: expected a certificate in PEM but found none in " + certificate);
        }
        if (!(foundKey instanceof PrivateKeyInfo info)) {
            throw new IOException(
                    "authorityKey: expected a private key in PEM but found none in " + key);
        }
        try {
            X509Certificate authority = new JcaX509CertificateConverter().getCertificate(holder);
            PrivateKey privateKey = new JcaPEMKeyConverter().getPrivateKey(info);
            if (authority.getBasicConstraints() < 0) {
                throw new IOException(
                        "authority: expected an authority's certificate but found a peer's in "
                                + certificate);
            }
            if (!Keys.isKeyOf(privateKey, authority)) {
                throw new IOException(
                        "authorityKey: expected the key of "
                                + certificate
                                + " but found another in "
                                + key);
            }
            return new CertificateAuthority(new Credential(authority, privateKey));
        } catch (GeneralSecurityException e) {
            throw new IOException("authority: " + certificate + ": " + e.getMessage(), e);
        }
    }

    /** Its own certificate and key. */
    public Credential own() {
        return own;
    }

    /**
     * Makes a certificate with a key of its own.
     *
     * @param name for people; authorisation goes by the names below
     * @param names at least one
     * @throws IllegalArgumentException when it would not be valid at all
     */
    public Credential issue(
            String name, Role role, List<CertificateName> names, Instant from, Instant until) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("names: expected at least one but found none");
        }
        Instant end = own.certificate().getNotAfter().toInstant();
        Instant lastDay = until.isBefore(end) ? until : end;
        if (!from.isBefore(lastDay)) {
            throw new IllegalArgumentException(
                    "lifetime: expected an end after " + from + " but found " + lastDay);
        }
        KeyPair keys = Keys.newPair();
        GeneralNames alternatives =
                new GeneralNames(
                        names.stream()
                                .map(CertificateName::toGeneralName)
                                .toArray(GeneralName[]::new));
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder =
                    builder(
                                    X500Name.getInstance(
                                            own.certificate()
                                                    .getSubjectX500Principal()
                                                    .getEncoded()),
                                    commonName(name),
                                    from,
                                    lastDay,
                                    keys.getPublic())
                            .addExtension(
                                    Extension.basicConstraints, true, new BasicConstraints(false))
                            .addExtension(
                                    Extension.keyUsage,
                                    true,
                                    new KeyUsage(KeyUsage.digitalSignature))
                            .addExtension(Extension.extendedKeyUsage, false, role.usage)
                            .addExtension(Extension.subjectAlternativeName, false, alternatives)
                            .addExtension(
                                    Extension.authorityKeyIdentifier,
                                    false,
                                    extensions.createAuthorityKeyIdentifier(
                                            own.certificate().getPublicKey()));
            return new Credential(sign(builder, own.key()), keys.getPrivate());
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("the certificate can't be made", e);
        }
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, Instant from, Instant until, PublicKey key) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0),
                Date.from(from.minus(CLOCK_TOLERANCE)),
                Date.from(until),
                subject,
                key);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder(Keys.signatureAlgorithm(key))
                                        .build(key)));
    }

    private static X500Name commonName(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }

    private static Object readPem(String field, Path file) throws IOException {
        try (Reader in = Files.newBufferedReader(file);
                PEMParser pem = new PEMParser(in)) {
            Object found = pem.readObject();
            return found == null ? "" : found;
        } catch (IOException e) {
            throw new IOException(field + ": " + file + " can't be read: " + e, e);
        }
    }
}
