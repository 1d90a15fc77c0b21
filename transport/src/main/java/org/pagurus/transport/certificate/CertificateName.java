package org.pagurus.transport.certificate;

import java.util.Locale;
import org.bouncycastle.asn1.x509.GeneralName;

/** A subject alternative name: what a certificate says its owner is called. */
public sealed interface CertificateName {
    /** A host's DNS name, such as {@code host-a.example}. */
    record Dns(String name) implements CertificateName {
        public Dns {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?") || lower.contains("..")) {
                throw new IllegalArgumentException(
                        "expected a DNS name without wildcards but found '" + name + "'");
            }
            name = lower;
        }
    }

    /** An address that a host is reached at, such as {@code 192.0.2.7}. */
    record Ip(String address) implements CertificateName {
        public Ip {
            if (!address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*")
                    || !isAddress(address)) {
                throw new IllegalArgumentException(
                        "expected an IP address but found '" + address + "'");
            }
        }

        private static boolean isAddress(String text) {
            try {
                var unused = new GeneralName(GeneralName.iPAddress, text);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    /** Any other name, such as {@code spiffe://example/operator/ada}. */
    record Uri(String uri) implements CertificateName {
        public Uri {
            if (!uri.matches("[A-Za-z][A-Za-z0-9+.-]*:[!-)+-~]{1,240}")) {
                throw new IllegalArgumentException(
                        "expected a URI without wildcards but found '" + uri + "'");
            }
        }
    }

    /** As X.509 has it. */
    default GeneralName toGeneralName() {
        return switch (this) {
            case Dns dns -> new GeneralName(GeneralName.dNSName, dns.name());
            case Ip ip -> new GeneralName(GeneralName.iPAddress, ip.address());
            case Uri uri -> new GeneralName(GeneralName.uniformResourceIdentifier, uri.uri());
        };
    }
}
