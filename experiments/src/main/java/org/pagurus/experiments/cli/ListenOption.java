package org.pagurus.experiments.cli;

import java.net.InetSocketAddress;
import org.pagurus.experiments.option.HostPort;
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
        return onLoopback(listen, NO_TLS_THERE);
    }

    /** For what can. */
    static InetSocketAddress resolve(HostPort listen, TransportSecurity security)
            throws CommandException {
        return security.isTls() ? known(listen) : onLoopback(listen, NO_TLS);
    }

    private static InetSocketAddress onLoopback(HostPort listen, String expected)
            throws CommandException {
        InetSocketAddress address = known(listen);
        if (!address.getAddress().isLoopbackAddress()) {
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
