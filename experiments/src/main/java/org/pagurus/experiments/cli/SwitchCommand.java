package org.pagurus.experiments.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import org.pagurus.experiments.option.HostPort;
import org.pagurus.experiments.report.SwitchText;
import org.pagurus.transport.net.SwitchLimits;
import org.pagurus.transport.net.VirtualSwitch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pagurus switch}: serves until it is told to stop. */
@Command(
        name = "switch",
        description = {
            "Run a virtual switch that guests and their clients are plugged into; needs no root.",
            "It prints \"listening on HOST:PORT\" when it serves, and its statistics at the end."
        },
        footer = {"pagurus switch", "pagurus switch --listen 127.0.0.1:7400"})
final class SwitchCommand implements Callable<Integer> {
    private final Screen screen;

    @Option(names = "--listen", paramLabel = "HOST:PORT", description = ListenOption.DESCRIPTION)
    private HostPort listen = HostPort.parse("127.0.0.1:7410");

    SwitchCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        Logging.showEvents();
        InetSocketAddress address = ListenOption.resolve(listen);
        try {
            VirtualSwitch started = VirtualSwitch.start(address, SwitchLimits.DEFAULT);
            Service service = new Service(() -> stop(started));
            screen.out().println("listening on " + HostPort.of(started.address()));
            service.await(false);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED, "--listen: " + e.getMessage() + "; choose another port", e);
        }
        return ExitCode.OK.status();
    }

    private void stop(VirtualSwitch started) {
        screen.out().print(SwitchText.of(started.statistics()));
        screen.out().flush();
        started.close();
    }
}
