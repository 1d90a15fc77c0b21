package org.pagurus.experiments.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.pagurus.experiments.report.CheckpointJson;
import org.pagurus.experiments.report.CheckpointText;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagurus guest restore}. */
@Command(
        name = "restore",
        description = {
            "Let a guest run as 'pagurus guest save' has written it to a file: what was written to"
                    + " it since then is lost.",
            "It is refused where the guest runs on this host, or where this host's journal says that"
                    + " another one has it. A host knows nothing of guests that never were on it:"
                    + " see to it yourself that the guest runs nowhere else."
        },
        footer = "pagurus guest restore /var/lib/pagurus/crab.checkpoint")
final class GuestRestoreCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(
            paramLabel = "FILE",
            description = "A checkpoint, on the host's machine; only its owner may write it.")
    private Path file = Path.of("");

    @Option(
            names = "--force",
            description =
                    "Restore it although another host has, or may have, the guest. If it runs there,"
                            + " there are two.")
    private boolean force;

    @Mixin private final HostOption host = new HostOption();
    @Mixin private final JsonOption json = new JsonOption();

    GuestRestoreCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        json.check();
        HostRequest request =
                new HostRequest.RestoreGuest(file.toAbsolutePath().normalize().toString(), force);
        if (host.ask(request) instanceof HostReply.Restored restored) {
            json.write(CheckpointJson.of(restored));
            screen.out().print(CheckpointText.of(restored));
            screen.out().flush();
        }
        return ExitCode.OK.status();
    }
}
