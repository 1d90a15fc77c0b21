package org.pagurus.experiments.demo.network;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether this process may make network namespaces with taps in them. */
public final class NamespaceSupport {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path TUN = Path.of("/dev/net/tun");
    private static final String EFFECTIVE = "CapEff:";

    // <linux/capability.h>
    private static final int CAP_NET_ADMIN = 12;
    private static final int CAP_SYS_ADMIN = 21;

    private NamespaceSupport() {}

    /** What is missing, in one line: expected, found, what to do; empty where nothing is. */
    public static Optional<String> missing() {
        if (!Files.isReadable(STATUS)) {
            return Optional.of("expected Linux, found " + System.getProperty("os.name"));
        }
        if (!mayAdministerNetworks()) {
            return Optional.of(
                    "expected root (CAP_NET_ADMIN and CAP_SYS_ADMIN), found user "
                            + System.getProperty("user.name")
                            + " without; use sudo");
        }
        if (!Files.exists(TUN)) {
            return Optional.of("expected " + TUN + ", found none; load the module tun");
        }
        if (!Tool.isThere("ip")) {
            return Optional.of(
                    "expected the command ip, found none; install iproute2 (Debian: apt-get install"
                            + " iproute2)");
        }
        if (!Tool.isThere("ping")) {
            return Optional.of(
                    "expected the command ping, found none; install it (Debian: apt-get install"
                            + " iputils-ping)");
        }
        return Optional.empty();
    }

    private static boolean mayAdministerNetworks() {
        try {
            return mayAdministerNetworks(Files.readAllLines(STATUS));
        } catch (IOException e) {
            return false;
        }
    }

    /** What the lines of {@code /proc/self/status} say. */
    static boolean mayAdministerNetworks(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith(EFFECTIVE)) {
                BigInteger effective =
                        new BigInteger(line.substring(EFFECTIVE.length()).strip(), 16);
                return effective.testBit(CAP_NET_ADMIN) && effective.testBit(CAP_SYS_ADMIN);
            }
        }
        return false;
    }
}
