package org.pagurus.experiments.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.report.GuestTable;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pagurus guest status}. */
@Command(
        name = "status",
        description = "List the guests of a host.",
        footer = "pagurus guest status --host 127.0.0.1:7412")
final class GuestStatusCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "GUEST", arity = "0..1", description = "Only this one (default: all).")
    private @Nullable String name;

    @Mixin private final HostOption host = new HostOption();

    GuestStatusCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        if (host.ask(new HostRequest.DescribeGuests(name)) instanceof HostReply.Guests reply) {
            screen.out().print(GuestTable.of(reply.guests()));
            screen.out().flush();
        }
        return ExitCode.OK.status();
    }
}
