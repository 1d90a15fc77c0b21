package org.pagurus.experiments.cli;

import java.net.InetSocketAddress;
import org.pagurus.experiments.cli.option.HostPort;
import org.pagurus.transport.host.HostConfig;

/** Where a daemon may listen: only on loopback, as there is no authentication yet. */
final class ListenOption {
    static final String DESCRIPTION =
            "Where it serves: a loopback address; port 0 is any free one" + Shown.DEFAULT;

    private ListenOption() {}

    static InetSocketAddress resolve(HostPort listen) throws CommandException {
        return resolve(listen, false);
    }

    /**
     * @param unauthenticatedLinkLocal whether it may be a link-local address too
     */
    static InetSocketAddress resolve(HostPort listen, boolean unauthenticatedLinkLocal)
            throws CommandException {
        InetSocketAddress address = listen.toAddress();
        if (address.isUnresolved()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--listen: expected an address of this machine, found '"
                            + listen.host()
                            + "', which is not known");
        }
        if (!HostConfig.mayListen(address.getAddress(), unauthenticatedLinkLocal)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--listen: expected a loopback address, as there is no authentication yet, found "
                            + listen);
        }
        return address;
    }
}
