package org.pagurus.experiments.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.option.HostPort;
import org.pagurus.experiments.option.WebAddress;
import org.pagurus.experiments.web.LiveDemo;
import org.pagurus.experiments.web.LiveServer;
import picocli.CommandLine.Option;

/** Where the demo is seen in a browser. */
final class WebOption {
    private static final String DEFAULT_PORT = "7480";

    @Option(
            names = "--web",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = DEFAULT_PORT,
            description =
                    "Show it live in a browser and go on until Ctrl-C: a button moves the guest back"
                            + " and forth. On loopback, or at ADDRESS:PORT for whoever reaches that;"
                            + " port 0 is any free one (default: no page; without a port: "
                            + DEFAULT_PORT
                            + ").")
    private @Nullable WebAddress address;

    /** Whether there is to be a page. */
    boolean isWanted() {
        return address != null;
    }

    /** Serves the page, and says where. */
    LiveServer start(LiveDemo demo, Screen screen) throws CommandException {
        WebAddress wanted = address;
        if (wanted == null) {
            throw new IllegalStateException("no page is wanted");
        }
        InetSocketAddress resolved = wanted.listen().toAddress();
        CommandException.expect(
                !resolved.isUnresolved(), "--web", "an address of this machine", wanted);
        try {
            LiveServer server = LiveServer.start(wanted.listen(), demo);
            if (!resolved.getAddress().isLoopbackAddress()) {
                screen.err()
                        .println(
                                "pagurus: --web: there is no login: whoever reaches "
                                        + wanted
                                        + " sees this demo and can press its button");
            }
            String host = wanted.listen().host();
            screen.out()
                    .println(
                            "live view    http://"
                                    + new HostPort(host, server.address().getPort())
                                    + "/");
            screen.out().flush();
            return server;
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED, "--web: " + e.getMessage() + "; choose another port", e);
        }
    }
}
