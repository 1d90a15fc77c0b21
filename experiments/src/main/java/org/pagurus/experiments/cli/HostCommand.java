package org.pagurus.experiments.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.operations.OperationsServer;
import org.pagurus.experiments.option.ByteSize;
import org.pagurus.experiments.option.HostPort;
import org.pagurus.journal.Journal;
import org.pagurus.transport.host.HostConfig;
import org.pagurus.transport.host.HostDaemon;
import org.pagurus.transport.host.PortLimits;
import org.pagurus.transport.host.Rehearsal;
import org.pagurus.transport.net.Uplink;
import org.pagurus.transport.net.linux.BridgeUplink;
import org.pagurus.transport.security.TransportSecurity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagurus host}: serves until it is told to stop. */
@Command(
        name = "host",
        description = {
            "Run a host daemon: it runs guests, sends them away and takes them in.",
            "It prints \"listening on HOST:PORT\" when it serves, and stops on SIGTERM or Ctrl-C."
        },
        footer = {
            "pagurus host --switch 127.0.0.1:7410",
            "pagurus host --listen 127.0.0.1:7412 --memory-limit 4GiB --state /var/lib/pagurus",
            "pagurus host --metrics 127.0.0.1:9411 --log-format json"
        })
final class HostCommand implements Callable<Integer> {
    private final Screen screen;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = ListenOption.TLS_DESCRIPTION)
    private HostPort listen = HostPort.parse(HostOption.DEFAULT);

    @Option(
            names = "--switch",
            paramLabel = "HOST:PORT",
            description =
                    "The virtual switch that guests are plugged into (default: none, guests have"
                            + " no network).")
    private @Nullable HostPort virtualSwitch;

    @Option(
            names = "--bridge",
            paramLabel = "NAME",
            description =
                    "Instead of a virtual switch: the Linux bridge that guests are plugged into, each"
                            + " by a tap device. Needs root.")
    private @Nullable String bridge;

    @Option(
            names = "--memory-limit",
            paramLabel = "SIZE",
            description = "The memory of all its guests together" + Shown.DEFAULT)
    private ByteSize memoryLimit = ByteSize.parse("16GiB");

    @Option(
            names = "--preallocate",
            paramLabel = "SIZE",
            description =
                    "How much of it is set aside at the start, so that guests come to memory that"
                            + " is there already"
                            + Shown.DEFAULT)
    private ByteSize preallocated = new ByteSize(0);

    @Mixin private final OperationsOptions operations = new OperationsOptions();
    @Mixin private final PortOptions port = new PortOptions();
    @Mixin private final DirtyLogOption dirtyLog = new DirtyLogOption();

    @Option(
            names = "--traces",
            paramLabel = "DIR",
            description =
                    "Where traced guests find their traces, each in a directory of its name"
                            + Shown.DEFAULT)
    private Path traces = Path.of(".");

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "Where it keeps its journal of who owns which guest; made where there is none"
                            + " (default: none, and a restart knows nothing).")
    private @Nullable Path state;

    @Option(
            names = "--no-rehearsal",
            description =
                    "Serve at once, without moving a small guest to and fro first; the first"
                            + " migration will then pause its guest for tens of milliseconds longer.")
    private boolean noRehearsal;

    @Option(
            names = "--stop-at-end-of-input",
            hidden = true,
            description = "Stop when standard input ends: with whoever started this.")
    private boolean stopAtEndOfInput;

    HostCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        operations.setUpLog();
        HostConfig config = config();
        try (StateOption held = StateOption.open(state, screen.err());
                OperationsServer watched = operations.start()) {
            if (!noRehearsal) {
                rehearse(config);
            }
            serve(config, held.journal(), watched);
        }
        return ExitCode.OK.status();
    }

    private void serve(HostConfig config, Journal journal, @Nullable OperationsServer watched)
            throws CommandException, InterruptedException {
        try (HostDaemon daemon = HostDaemon.start(config, journal)) {
            Service service = new Service(() -> stop(daemon, watched));
            screen.out().println("listening on " + HostPort.of(daemon.address()));
            if (watched != null) {
                watched.ready(daemon, config.memoryLimitBytes());
                screen.out().println("metrics on " + HostPort.of(watched.address()));
            }
            service.await(stopAtEndOfInput);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED, "--listen: " + e.getMessage() + "; choose another port", e);
        }
    }

    private static void stop(HostDaemon daemon, @Nullable OperationsServer watched) {
        if (watched != null) {
            watched.notReady();
        }
        daemon.close();
    }

    private static void rehearse(HostConfig config) throws CommandException, InterruptedException {
        try {
            Logging.withheldUnlessItFails(() -> Rehearsal.run(config.dirtyLog()));
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED, e.getMessage() + "; --no-rehearsal serves without it", e);
        }
    }

    private HostConfig config() throws CommandException {
        TransportSecurity security = port.security();
        InetSocketAddress address = ListenOption.resolve(listen, security);
        PortLimits limits = port.limits(memoryLimit);
        if (preallocated.bytes() > memoryLimit.bytes()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--preallocate: expected up to the memory limit of "
                            + memoryLimit
                            + ", found "
                            + preallocated);
        }
        try {
            return new HostConfig(
                    address,
                    uplink(),
                    memoryLimit.bytes(),
                    preallocated.bytes(),
                    dirtyLog.choose(screen.err()),
                    traces,
                    limits,
                    security);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "--memory-limit: " + e.getMessage(), e);
        }
    }

    private @Nullable Uplink uplink() throws CommandException {
        if (virtualSwitch != null && bridge != null) {
            throw new CommandException(
                    ExitCode.USAGE, "--bridge: expected no --switch beside it, found both");
        }
        if (virtualSwitch != null) {
            return Uplink.toSwitch(virtualSwitch.toAddress());
        }
        try {
            return bridge == null ? null : BridgeUplink.open(bridge);
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, "--" + e.getMessage(), e);
        }
    }
}
