package org.pagurus.experiments.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pagurus.transport.command.HostClient;
import org.pagurus.transport.command.HostReply;
import org.pagurus.transport.command.HostReply.RecoveryResult;
import org.pagurus.transport.command.HostReply.RecoveryStep;
import org.pagurus.transport.command.HostRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagurus recover}. */
@Command(
        name = "recover",
        description = {
            "Bring guests back after a host was restarted: ask the other side of each migration"
                    + " that is in doubt, and boot again what belongs here and is down.",
            "A guest that is booted again has lost its memory. It says what it will do, and what"
                    + " that risks, before it does it."
        },
        footer = {"pagurus recover --dry-run", "pagurus recover crab --host 127.0.0.1:7411"})
final class RecoverCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(
            paramLabel = "GUEST|TOKEN",
            arity = "0..1",
            description = "Only this guest or migration (default: all).")
    private @Nullable String target;

    @Option(
            names = "--force-reclaim",
            description =
                    "Where the other side cannot be reached, take the guest back without its word."
                            + " If it runs there, there are two until it is heard from.")
    private boolean force;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Mixin private final HostOption host = new HostOption();

    RecoverCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        try (HostClient client = host.connect()) {
            HostReply plan =
                    HostOption.accepted(client.ask(new HostRequest.PlanRecovery(target, force)));
            List<RecoveryStep> steps = ((HostReply.RecoveryPlan) plan).steps();
            show(steps);
            if (dryRun || steps.isEmpty()) {
                return ExitCode.OK.status();
            }
            HostReply recovered =
                    HostOption.accepted(client.ask(new HostRequest.Recover(target, force)));
            List<RecoveryResult> results = ((HostReply.Recovered) recovered).results();
            results.forEach(
                    result ->
                            screen.out()
                                    .println("guest " + result.guest() + ": " + result.message()));
            screen.out().flush();
            boolean settled = results.stream().allMatch(RecoveryResult::settled);
            return (settled ? ExitCode.OK : ExitCode.FAILED).status();
        } catch (IOException e) {
            throw host.broken(e);
        }
    }

    private void show(List<RecoveryStep> steps) {
        PrintWriter out = screen.out();
        if (steps.isEmpty()) {
            out.println("nothing to recover");
        }
        for (RecoveryStep step : steps) {
            out.println("will " + step.what());
            out.println("  risk: " + step.risk());
        }
        out.flush();
    }
}
