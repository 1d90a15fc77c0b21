package org.pagurus.experiments.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command line's main class. */
public final class Pagurus {
    private Pagurus() {}

    /** Runs one command and ends the process with its {@link ExitCode}. */
    public static void main(String[] args) {
        System.exit(commandLine(Screen.system()).execute(args));
    }

    /** All commands, printing to this screen. */
    static CommandLine commandLine(Screen screen) {
        CommandLine guest = new CommandLine(new GuestCommand());
        guest.addSubcommand(new GuestStartCommand(screen));
        guest.addSubcommand(new GuestStatusCommand(screen));
        guest.addSubcommand(new GuestCheckCommand(screen));
        guest.addSubcommand(new GuestStopCommand(screen));
        guest.addSubcommand(new GuestSaveCommand(screen));
        guest.addSubcommand(new GuestRestoreCommand(screen));
        CommandLine certificate = new CommandLine(new CertificateCommand());
        certificate.addSubcommand(new CertificateAuthorityCommand(screen));
        certificate.addSubcommand(new CertificateIssueCommand(screen));
        CommandLine bench = new CommandLine(new BenchCommand());
        bench.addSubcommand(new BenchCompressionCommand(screen));
        bench.addSubcommand(new BenchSimulationCommand(screen));
        bench.addSubcommand(new BenchPlanCommand(screen));
        CommandLine scenario = new CommandLine(new ScenarioCommand());
        scenario.addSubcommand(new ScenarioCheckCommand(screen));
        scenario.addSubcommand(new ScenarioShowCommand(screen));
        scenario.addSubcommand(new ScenarioSchemaCommand(screen));
        CommandLine root = new CommandLine(new PagurusCommand());
        root.addSubcommand(new DemoCommand(screen));
        root.addSubcommand(new HostCommand(screen));
        root.addSubcommand(new SwitchCommand(screen));
        root.addSubcommand(guest);
        root.addSubcommand(new MigrateCommand(screen));
        root.addSubcommand(new CancelCommand(screen));
        root.addSubcommand(new MigrationsCommand(screen));
        root.addSubcommand(new RecoverCommand(screen));
        root.addSubcommand(new SimulateCommand(screen));
        root.addSubcommand(new RunCommand(screen));
        root.addSubcommand(new ReportCommand(screen));
        root.addSubcommand(new CompareCommand(screen));
        root.addSubcommand(new PlanCommand(screen));
        root.addSubcommand(scenario);
        root.addSubcommand(certificate);
        root.addSubcommand(new CalibrateCommand(screen));
        root.addSubcommand(bench);
        root.addSubcommand(new CompletionCommand(screen, root));
        ErrorLines errors = new ErrorLines();
        root.setExecutionStrategy(Pagurus::execute)
                .setOut(screen.out())
                .setErr(screen.err())
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(
                                screen.terminal() ? Ansi.AUTO : Ansi.OFF));
        Converters.register(root);
        CommonUsage.apply(root);
        return root;
    }

    private static int execute(ParseResult parsed) {
        List<CommandLine> commands = parsed.asCommandLineList();
        if (CommonUsage.isVerbose(commands.getLast())) {
            Logging.showAll();
        }
        return new RunLast().execute(parsed);
    }
}
