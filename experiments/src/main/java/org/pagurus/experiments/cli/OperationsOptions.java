package org.pagurus.experiments.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.operations.LogFormat;
import org.pagurus.experiments.operations.OperationsServer;
import org.pagurus.experiments.option.HostPort;
import picocli.CommandLine.Option;

/** How a daemon is watched. */
final class OperationsOptions {
    @Option(
            names = "--metrics",
            paramLabel = "HOST:PORT",
            description =
                    "Where Prometheus finds its metrics, at /metrics, and its health is told, at"
                            + " /health, to whoever asks (default: nowhere).")
    private @Nullable HostPort listen;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "How lines of the log look: text, json (default: text).")
    private LogFormat logFormat = LogFormat.TEXT;

    /** Before anything is logged. */
    void setUpLog() {
        Logging.use(logFormat);
        Logging.showEvents();
    }

    /** Answers from now on, or null when nobody shall watch. */
    @Nullable OperationsServer start() throws CommandException {
        if (listen == null) {
            return null;
        }
        InetSocketAddress address = listen.toAddress();
        CommandException.expect(
                !address.isUnresolved(), "--metrics", "an address of this machine", listen);
        try {
            return OperationsServer.start(address);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "--metrics: cannot serve on "
                            + listen
                            + ": "
                            + e.getMessage()
                            + "; choose another port",
                    e);
        }
    }
}
