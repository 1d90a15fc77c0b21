package org.pagurus.transport.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.transport.certificate.CertificateAuthority;
import org.pagurus.transport.certificate.CertificateAuthority.Role;
import org.pagurus.transport.certificate.CertificateName;

class PeerListsTest {
    private static final PeerLists LISTS =
            new PeerLists(Set.of("Host-A.example", "both"), Set.of("spiffe://x/Ada", "both"));

    @Test
    void dnsNamesAreTheSameInUpperCaseAndUrisAreNot() {
        assertEquals(new Peer("host-a.example", true, false), peer(dns("HOST-a.example")));
        assertEquals(new Peer("spiffe://x/Ada", false, true), peer(uri("spiffe://x/Ada")));
        assertNull(peer(uri("spiffe://x/ada")));
    }

    @Test
    void anyNameOfACertificateCounts() {
        assertEquals(new Peer("both", true, true), peer(dns("stranger"), dns("both")));
    }

    @Test
    void anAddressIsNoIdentity() {
        assertNull(peer(new CertificateName.Ip("127.0.0.1")));
        assertNull(peer(dns("stranger")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*.example", "a b", "ä", "a*"})
    void refusesWhatIsNoName(String name) {
        assertThrows(IllegalArgumentException.class, () -> new PeerLists(Set.of(name), Set.of()));
        assertThrows(IllegalArgumentException.class, () -> new PeerLists(Set.of(), Set.of(name)));
    }

    private static CertificateName dns(String name) {
        return new CertificateName.Dns(name);
    }

    private static CertificateName uri(String uri) {
        return new CertificateName.Uri(uri);
    }

    private static Peer peer(CertificateName... names) {
        Instant now = Instant.now();
        return LISTS.peer(
                CertificateAuthority.create("authority", now, Duration.ofDays(1))
                        .issue("peer", Role.HOST, List.of(names), now, now.plusSeconds(60))
                        .certificate());
    }
}
