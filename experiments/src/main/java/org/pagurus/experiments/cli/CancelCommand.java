package org.pagurus.experiments.cli;

import java.util.concurrent.Callable;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pagurus cancel}. */
@Command(
        name = "cancel",
        description = "Give a guest's migration up; it runs on at the source, which is asked.",
        footer = "pagurus cancel crab --host 127.0.0.1:7411")
final class CancelCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "GUEST", description = "The guest that migrates.")
    private String name = "";

    @Mixin private final HostOption host = new HostOption();

    CancelCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        if (host.ask(new HostRequest.Cancel(name)) instanceof HostReply.Done done) {
            screen.out().println(done.message());
        }
        return ExitCode.OK.status();
    }
}
