package org.pagurus.experiments.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.option.HostPort;
import org.pagurus.experiments.progress.MigrationProgress;
import org.pagurus.experiments.report.MigrationText;
import org.pagurus.experiments.report.ReportJson;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagurus migrate}. */
@Command(
        name = "migrate",
        description = {
            "Move a running guest to another host and wait until it is there.",
            "Ctrl-C ends only the waiting; 'pagurus cancel' gives the migration up."
        },
        footer = {
            "pagurus migrate crab --to 127.0.0.1:7412",
            "pagurus migrate crab --host 127.0.0.1:7412 --to 127.0.0.1:7411 --downtime-limit 100ms --json report.json"
        })
final class MigrateCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "GUEST", description = "The guest to move.")
    private String name = "";

    @Option(
            names = "--to",
            paramLabel = "HOST:PORT",
            required = true,
            description = "The host daemon it goes to.")
    private @Nullable HostPort destination;

    @Mixin private final HostOption source = new HostOption();
    @Mixin private final MigrationSettingsOptions settings = new MigrationSettingsOptions();
    @Mixin private final JsonOption json = new JsonOption();

    MigrateCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        HostPort to = destination;
        if (to == null || to.port() == 0) {
            throw new CommandException(
                    ExitCode.USAGE, "--to: expected a port of 1 to 65535, found 0");
        }
        settings.check();
        json.check();
        HostReply.Migrated migrated = migrate(to);
        MigrationReport report = migrated.report();
        json.write(ReportJson.of(report, migrated.dirtyLog(), null, null));
        if (report.outcome() == Outcome.FAILED && report.rounds().isEmpty()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "migration: "
                            + report.reason()
                            + "; guest "
                            + name
                            + " still runs where it was");
        }
        screen.out().println();
        screen.out().print(MigrationText.of(report, migrated.dirtyLog(), null));
        screen.out().flush();
        return ExitCode.of(report).status();
    }

    private HostReply.Migrated migrate(HostPort to) throws CommandException, InterruptedException {
        try (HostClient client = source.connect()) {
            long memoryBytes = memoryBytes(client);
            HostRequest.Migrate request =
                    new HostRequest.Migrate(
                            name, to.host(), to.port(), settings.toSettings(memoryBytes));
            try (MigrationProgress progress = screen.progress(memoryBytes)) {
                return (HostReply.Migrated)
                        HostOption.accepted(client.migrate(request, progress::show));
            }
        } catch (IOException e) {
            throw source.broken(e);
        }
    }

    private long memoryBytes(HostClient client)
            throws IOException, InterruptedException, CommandException {
        HostReply reply = HostOption.accepted(client.ask(new HostRequest.DescribeGuests(name)));
        return ((HostReply.Guests) reply).guests().getFirst().memoryBytes();
    }
}
