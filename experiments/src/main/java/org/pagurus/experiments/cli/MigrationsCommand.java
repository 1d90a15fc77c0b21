package org.pagurus.experiments.cli;

import java.util.concurrent.Callable;
import org.pagurus.experiments.report.MigrationTable;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pagurus migrations}. */
@Command(
        name = "migrations",
        description = {
            "List the migrations that a host knows of, and where they stand.",
            "As the source: leaving, released (in doubt until the other side has answered), done,"
                    + " kept, reclaimed, forced. As the destination: coming, prepared, owned,"
                    + " confirmed, refused."
        },
        footer = "pagurus migrations --host 127.0.0.1:7411")
final class MigrationsCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin private final HostOption host = new HostOption();

    MigrationsCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        if (host.ask(new HostRequest.DescribeMigrations()) instanceof HostReply.Migrations reply) {
            screen.out().print(MigrationTable.of(reply.migrations()));
            screen.out().flush();
        }
        return ExitCode.OK.status();
    }
}
