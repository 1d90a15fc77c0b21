package org.pagurus.experiments.cli;

import java.net.InetSocketAddress;
import org.pagurus.experiments.cli.option.HostPort;
import org.pagurus.transport.host.HostConfig;
import org.pagurus.transport.security.TransportSecurity;

/** Where a daemon may listen: only on loopback unless TLS says who connects. */
final class ListenOption {
    static final String DESCRIPTION =
            "Where it serves: a loopback address; port 0 is any free one" + Shown.DEFAULT;

    static final String TLS_DESCRIPTION =
            "Where it serves: a loopback address, or any with TLS; port 0 is any free one"
                    + Shown.DEFAULT;

    private static final String NO_TLS_THERE = "expected a loopback address";
    private static final String NO_TLS =
            "expected a loopback address without --tls-cert, --tls-key and --tls-ca";

    private ListenOption() {}

    /** For what can't speak TLS. */
    static InetSocketAddress resolve(HostPort listen) throws CommandException {
        return resolve(listen, NO_TLS_THERE, false);
    }

    /**
     * For what can.
     *
     * @param unauthenticatedLinkLocal whether it may be a link-local address without TLS
     */
    static InetSocketAddress resolve(
            HostPort listen, TransportSecurity security, boolean unauthenticatedLinkLocal)
            throws CommandException {
        return security.isTls() ? known(listen) : resolve(listen, NO_TLS, unauthenticatedLinkLocal);
    }

    private static InetSocketAddress resolve(
            HostPort listen, String expected, boolean unauthenticatedLinkLocal)
            throws CommandException {
        InetSocketAddress address = known(listen);
        if (!HostConfig.mayListen(address.getAddress(), unauthenticatedLinkLocal)) {
            throw new CommandException(
                    ExitCode.USAGE, "--listen: " + expected + ", found " + listen);
        }
        return address;
    }

    private static InetSocketAddress known(HostPort listen) throws CommandException {
        InetSocketAddress address = listen.toAddress();
        if (address.isUnresolved()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--listen: expected an address of this machine, found '"
                            + listen.host()
                            + "', which is not known");
        }
        return address;
    }
}
