package org.pagurus.experiments.demo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.pagurus.experiments.demo.network.DemoNetwork.Host;
import org.pagurus.transport.security.PeerLists;
import org.pagurus.transport.security.TlsFiles;
import org.pagurus.transport.security.TlsTransport;

class DemoCertificatesTest {
    @Test
    void keysAreTheOwnersAloneAndTheAuthoritysIsNowhere() throws Exception {
        try (DemoCertificates certificates = DemoCertificates.make()) {
            Path directory = value(certificates, Host.SOURCE, "--tls-key").getParent();
            assertEquals("rwx------", mode(directory));
            Set<String> names = new TreeSet<>();
            try (var files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    names.add(name);
                    assertTrue(!name.endsWith(".key") || mode(file).equals("rw-------"), name);
                }
            }
            assertEquals(
                    "[authority.crt, demo.crt, demo.key, destination.crt, destination.key,"
                            + " source.crt, source.key]",
                    names.toString());
        }
    }

    @Test
    void eachHostBelievesTheOtherAndTheDemoAlone() throws Exception {
        try (DemoCertificates certificates = DemoCertificates.make()) {
            assertTrue(certificates.operator().isTls());
            for (Host host : Host.values()) {
                List<String> options = certificates.hostOptions(host);
                TlsFiles files =
                        new TlsFiles(
                                value(certificates, host, "--tls-cert"),
                                value(certificates, host, "--tls-key"),
                                value(certificates, host, "--tls-ca"));
                String other = host == Host.SOURCE ? "destination" : "source";
                assertEquals(other, options.get(options.indexOf("--allow-host") + 1));
                assertEquals("demo", options.get(options.indexOf("--allow-operator") + 1));
                assertTrue(
                        TlsTransport.forHost(files, new PeerLists(Set.of(other), Set.of("demo")))
                                .isTls());
            }
        }
    }

    @Test
    void areGoneAfterwards() throws Exception {
        DemoCertificates certificates = DemoCertificates.make();
        Path directory = value(certificates, Host.SOURCE, "--tls-key").getParent();
        certificates.close();
        assertFalse(Files.exists(directory));
        assertThrows(IOException.class, certificates::operator);
        certificates.close();
    }

    private static Path value(DemoCertificates certificates, Host host, String option) {
        List<String> options = certificates.hostOptions(host);
        return Path.of(options.get(options.indexOf(option) + 1));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
