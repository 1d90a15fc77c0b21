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

/** {@code pagurus guest save}. */
@Command(
        name = "save",
        description = {
            "Write a running guest to a file, a checkpoint, from which 'pagurus guest restore'"
                    + " brings it back.",
            "The guest runs on; it is paused for a moment at the end. The file is written by the"
                    + " host daemon, on its machine, and readable by its user alone; it has its"
                    + " name only when all of it is on the disk."
        },
        footer = {
            "pagurus guest save crab /var/lib/pagurus/crab.checkpoint",
            "pagurus guest save crab /tmp/crab.checkpoint --replace --selector none"
        })
final class GuestSaveCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(index = "0", paramLabel = "GUEST", description = "Its name.")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "The file to write, on the host's machine.")
    private Path file = Path.of("");

    @Option(
            names = "--replace",
            description = "Replace FILE if it is a checkpoint; another file is never replaced.")
    private boolean replace;

    @Option(
            names = "--selector",
            paramLabel = "SELECTOR",
            description =
                    "How each page is encoded, by itself: none, cbc or fixed:CODEC with CODEC one"
                            + " of raw, sparse, wkdm, lz4, zstd-fast, zstd-1, zstd-3"
                            + Shown.DEFAULT)
    private String selector = HostRequest.SaveGuest.DEFAULT_SELECTOR;

    @Mixin private final HostOption host = new HostOption();
    @Mixin private final JsonOption json = new JsonOption();

    GuestSaveCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        json.check();
        HostRequest request =
                new HostRequest.SaveGuest(
                        name, file.toAbsolutePath().normalize().toString(), replace, selector);
        if (host.ask(request) instanceof HostReply.Saved saved) {
            json.write(CheckpointJson.of(saved));
            screen.out().print(CheckpointText.of(saved));
            screen.out().flush();
        }
        return ExitCode.OK.status();
    }
}
