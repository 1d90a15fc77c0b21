package org.pagurus.experiments.cli;

import java.io.IOException;
import org.pagurus.experiments.option.HostPort;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import org.pagurus.transport.security.TransportSecurity;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The host daemon that a command talks to. */
final class HostOption {
    static final String DEFAULT = "127.0.0.1:7411";

    @Option(
            names = "--host",
            paramLabel = "HOST:PORT",
            description = "The host daemon to ask" + Shown.DEFAULT)
    private HostPort host = HostPort.parse(DEFAULT);

    @Mixin private final TlsOptions tls = new TlsOptions();

    HostClient connect() throws CommandException {
        TransportSecurity security = tls.forClient();
        try {
            return HostClient.connect(host.toAddress(), security);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.UNREACHABLE,
                    "--host: " + e.getMessage() + "; start one with 'pagurus host' or name another",
                    e);
        }
    }

    /** Asks for something that has one answer. */
    HostReply ask(HostRequest request) throws CommandException, InterruptedException {
        try (HostClient client = connect()) {
            return accepted(client.ask(request));
        } catch (IOException e) {
            throw broken(e);
        }
    }

    CommandException broken(IOException e) {
        return new CommandException(
                ExitCode.UNREACHABLE, "--host: " + host + ": " + e.getMessage(), e);
    }

    static HostReply accepted(HostReply reply) throws CommandException {
        if (reply instanceof HostReply.Refused refused) {
            throw new CommandException(ExitCode.FAILED, refused.message());
        }
        return reply;
    }
}
