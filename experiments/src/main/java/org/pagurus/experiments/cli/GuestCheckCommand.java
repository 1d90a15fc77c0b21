package org.pagurus.experiments.cli;

import java.util.concurrent.Callable;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pagurus guest check}. */
@Command(
        name = "check",
        description = {
            "Check that no page of a guest's memory was lost or is stale.",
            "For guests with the workload invariant; the guest is paused while its memory is read."
        },
        footer = "pagurus guest check crab --host 127.0.0.1:7412")
final class GuestCheckCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "GUEST", description = "Its name.")
    private String name = "";

    @Mixin private final HostOption host = new HostOption();

    GuestCheckCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        if (host.ask(new HostRequest.CheckGuest(name)) instanceof HostReply.Checked checked) {
            screen.out()
                    .printf(
                            "guest %s is %s: %s%n",
                            name, checked.intact() ? "intact" : "broken", checked.text());
            screen.out().flush();
            return (checked.intact() ? ExitCode.OK : ExitCode.LOST).status();
        }
        return ExitCode.OK.status();
    }
}
