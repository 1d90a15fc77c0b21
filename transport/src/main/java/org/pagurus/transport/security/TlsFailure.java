package org.pagurus.transport.security;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in one line why a connection failed, whichever library's exception tells. */
public final class TlsFailure {
    private static final int MAX_CHARACTERS = 300;

    private TlsFailure() {}

    /** One line of at most {@value #MAX_CHARACTERS} characters. */
    public static String reason(Throwable failure) {
        String line = explained(failure).replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS);
    }

    /** Whether it failed in the handshake rather than behind it. */
    public static boolean isTls(Throwable failure) {
        return find(failure, SSLException.class) != null;
    }

    private static String explained(Throwable failure) {
        if (find(failure, NotSslRecordException.class) != null) {
            return "tls: expected a TLS handshake but found something else; is the other side set"
                    + " up without TLS?";
        }
        if (find(failure, CertificateExpiredException.class) != null) {
            return "certificate: expected one that is valid now but found an expired one";
        }
        if (find(failure, CertificateNotYetValidException.class) != null) {
            return "certificate: expected one that is valid now but found one for later";
        }
        if (find(failure, CertPathValidatorException.class) != null
                || find(failure, CertPathBuilderException.class) != null) {
            return "certificate: expected one of the authority's but found another: "
                    + deepest(failure).getMessage();
        }
        CertificateException certificate = find(failure, CertificateException.class);
        if (certificate != null) {
            String message = String.valueOf(certificate.getMessage());
            return message.startsWith("certificate: ") ? message : "certificate: " + message;
        }
        Throwable deepest = deepest(failure);
        String message = deepest.getMessage();
        if (message == null) {
            return deepest.getClass().getSimpleName();
        }
        if (deepest instanceof SSLException) {
            return message.toLowerCase(Locale.ROOT).contains("alert")
                    ? "tls: the other side does not accept this side's certificate, or has none of"
                            + " TLS 1.3's ways: "
                            + message
                    : "tls: " + message;
        }
        return message;
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable at : chain(failure)) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    private static Throwable deepest(Throwable failure) {
        Throwable last = failure;
        for (Throwable at : chain(failure)) {
            last = at;
        }
        return last;
    }

    /** From the outside in; a circle ends it. */
    private static Iterable<Throwable> chain(Throwable failure) {
        Set<Throwable> seen = new LinkedHashSet<>();
        Throwable at = failure;
        while (at != null && seen.add(at)) {
            at = at.getCause();
        }
        return seen;
    }
}
