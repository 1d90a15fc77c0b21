package org.pagurus.transport.security;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, by the names in a peer's certificate (RFC 5280, subject alternative names of the
 * kinds DNS and URI). A certificate that has none of these names may do nothing.
 *
 * @param hosts names that may bring guests here, and that guests may go to
 * @param operators names that may command this host
 */
public record PeerLists(Set<String> hosts, Set<String> operators) {
    public static final int MAX_NAMES = 4096;
    private static final int MAX_NAME_CHARACTERS = 255;
    private static final int DNS = 2;
    private static final int URI = 6;

    /**
     * @throws IllegalArgumentException names the field and the name that is none
     */
    public PeerLists {
        hosts = checked("allowHost", hosts);
        operators = checked("allowOperator", operators);
    }

    /** Who has a certificate; null when it is on neither list. */
    @Nullable Peer peer(X509Certificate certificate) {
        for (String name : names(certificate)) {
            boolean isHost = hosts.contains(name);
            boolean isOperator = operators.contains(name);
            if (isHost || isOperator) {
                return new Peer(name, isHost, isOperator);
            }
        }
        return null;
    }

    /** A certificate's names, in its order; none when they can't be read. */
    static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> found = certificate.getSubjectAlternativeNames();
            for (List<?> name : found == null ? List.<List<?>>of() : found) {
                if (name.get(0) instanceof Integer kind
                        && (kind == DNS || kind == URI)
                        && name.get(1) instanceof String text) {
                    names.add(canonical(text));
                }
            }
        } catch (CertificateParsingException e) {
            return List.of();
        }
        return names;
    }

    private static Set<String> checked(String field, Set<String> names) {
        if (names.size() > MAX_NAMES) {
            throw new IllegalArgumentException(
                    field + ": expected up to " + MAX_NAMES + " names but found " + names.size());
        }
        Set<String> canonical = new TreeSet<>();
        for (String name : names) {
            if (name.isEmpty()
                    || name.length() > MAX_NAME_CHARACTERS
                    || !name.chars().allMatch(c -> c > ' ' && c < 127 && c != '*')) {
                throw new IllegalArgumentException(
                        field
                                + ": expected a DNS name or a URI without wildcards but found '"
                                + name
                                + "'");
            }
            canonical.add(canonical(name));
        }
        return Set.copyOf(canonical);
    }

    /** DNS names are the same in upper and lower case, URIs are not. */
    private static String canonical(String name) {
        return name.indexOf(':') < 0 ? name.toLowerCase(Locale.ROOT) : name;
    }
}
