package org.pagurus.experiments.cli;

import java.util.concurrent.Callable;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pagurus guest stop}. */
@Command(name = "stop", description = "Stop a guest for good.", footer = "pagurus guest stop crab")
final class GuestStopCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "GUEST", description = "Its name.")
    private String name = "";

    @Mixin private final HostOption host = new HostOption();

    GuestStopCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        if (host.ask(new HostRequest.StopGuest(name)) instanceof HostReply.Done done) {
            screen.out().println(done.message());
        }
        return ExitCode.OK.status();
    }
}
