package org.pagurus.transport.certificate;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** A certificate with its private key. */
public record Credential(X509Certificate certificate, PrivateKey key) {
    private static final String OWNER_ALONE = "rw-------";
    private static final String ALL_READ = "rw-r--r--";

    /**
     * Writes both in PEM; the key's file is readable by its owner alone.
     *
     * @param overwrite whether files that are there may be replaced
     * @throws IOException with one line; then neither file has changed, unless the disk failed
     */
    public void write(Path certificateFile, Path keyFile, boolean overwrite) throws IOException {
        if (!overwrite) {
            refuseExisting(certificateFile);
            refuseExisting(keyFile);
        }
        write(keyFile, pem(new JcaPKCS8Generator(key, null)), OWNER_ALONE, overwrite);
        write(certificateFile, pem(certificate), ALL_READ, overwrite);
    }

    /**
     * Writes the certificate alone, in PEM.
     *
     * @throws IOException with one line; also where the file is there already
     */
    public void writeCertificate(Path certificateFile) throws IOException {
        refuseExisting(certificateFile);
        write(certificateFile, pem(certificate), ALL_READ, false);
    }

    /** What {@link Object#toString} of a record would show. */
    @Override
    public String toString() {
        return certificate.getSubjectX500Principal().toString();
    }

    private static void refuseExisting(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(
                    file + ": expected no such file yet but found one");
        }
    }

    /** A file is there whole or not at all, and never readable by others for a moment. */
    private static void write(Path file, String text, String permissions, boolean overwrite)
            throws IOException {
        Path target = file.toAbsolutePath();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        FileAttribute<?> mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
        Files.deleteIfExists(fresh);
        try (WritableByteChannel out =
                Files.newByteChannel(
                        fresh,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        mode)) {
            for (ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
                    bytes.hasRemaining(); ) {
                out.write(bytes);
            }
        }
        if (overwrite) {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.createLink(target, fresh); // fails where a file has come meanwhile
            Files.delete(fresh);
        }
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
