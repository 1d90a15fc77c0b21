package org.pagurus.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.demo.DemoException;
import org.pagurus.experiments.demo.DemoOptions;
import org.pagurus.experiments.demo.DemoResult;
import org.pagurus.experiments.demo.DemoRun;
import org.pagurus.experiments.demo.DemoWatcher;
import org.pagurus.experiments.demo.SimulatedDemo;
import org.pagurus.experiments.option.ByteSize;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.report.MigrationText;
import org.pagurus.experiments.report.ReportJson;
import org.pagurus.experiments.web.LiveDemo;
import org.pagurus.experiments.web.LiveServer;
import org.pagurus.guest.GuestDescription;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.net.Ipv4Address;
import org.pagurus.guest.net.MacAddress;
import org.pagurus.guest.net.NicAddress;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.report.MigrationReport;
import org.pagurus.report.Outcome;
import org.pagurus.transport.command.MigrationSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagurus demo}. */
@Command(
        name = "demo",
        description = {
            "Migrate a guest between two host daemons, which are processes of their own, while a"
                    + " client works against a key-value service in the guest's memory. Needs no"
                    + " root, except with --network namespaces."
        },
        footer = {
            "pagurus demo --web   # seen in a browser",
            "pagurus demo --memory 4GiB --dirty-rate 200MiB",
            "pagurus demo --link-rate 125MB --policy qemu --json report.json",
            "pagurus demo --simulated --link-rate 60MB"
        })
final class DemoCommand implements Callable<Integer> {
    private static final String GUEST = "demo";

    /** In place of a kind of dirty log. */
    private static final String SIMULATED = "simulated";

    private static final NicAddress NIC =
            new NicAddress(MacAddress.parse("52:54:00:00:00:02"), Ipv4Address.parse("10.0.0.2"));

    private final Screen screen;

    @Mixin private final GuestOptions guest = new GuestOptions();
    @Mixin private final MigrationSettingsOptions migration = new MigrationSettingsOptions();
    @Mixin private final DirtyLogOption dirtyLog = new DirtyLogOption();
    @Mixin private final NetworkOptions network = new NetworkOptions();

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            description =
                    "How long the client works before the migration, and again after it"
                            + Shown.DEFAULT)
    private DurationOption warmUp = DurationOption.parse("1s");

    @Mixin private final WebOption web = new WebOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Option(
            names = "--simulated",
            description =
                    "Do it in virtual time instead: no processes, only the migration's report.")
    private boolean simulated;

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            description =
                    "With --simulated: what a machine takes, as pagurus calibrate wrote it (default:"
                            + " typical figures).")
    private @Nullable Path calibration;

    DemoCommand(Screen screen) {
        this.screen = screen;
    }

    /** What a demo with these options on its command line would show. */
    static DemoOptions parse(Screen screen, List<String> options) throws CommandException {
        DemoCommand demo = new DemoCommand(screen);
        CommandLine line = new CommandLine(demo);
        Converters.register(line);
        var unused = line.parseArgs(options.toArray(String[]::new));
        return demo.options();
    }

    /** What is to be shown. */
    DemoOptions options() throws CommandException {
        GuestDescription description = guest.describe(GUEST, NIC);
        MigrationSettings settings = migration.toSettings(description.memoryBytes());
        Path traces = guest.tracesDirectory();
        return new DemoOptions(
                description,
                settings,
                simulated ? DirtyLogKind.SOFTWARE : dirtyLog.choose(screen.err()),
                traces == null ? Path.of(".") : traces,
                warmUp.ns(),
                guest.seed(),
                network.kind(),
                network.cut());
    }

    @Override
    public Integer call() throws Exception {
        json.check();
        network.check();
        CommandException.expect(
                !simulated || !web.isWanted(), "--web", "no --simulated beside it", "both");
        DemoOptions options = options();
        screen.out()
                .println(
                        "guest        "
                                + new ByteSize(options.guest().memoryBytes())
                                + ", "
                                + guest.summary()
                                + ", seed "
                                + guest.seed());
        if (simulated) {
            return simulate(options);
        }
        DemoResult result = web.isWanted() ? runWithPage(options) : run(options, DemoWatcher.NONE);
        show(result);
        json.write(json(result, options));
        return exitCode(result).status();
    }

    private void show(DemoResult result) {
        screen.out().println();
        screen.out().print(MigrationText.of(result.report(), result.dirtyLog(), result.client()));
        result.findings().forEach(screen.out()::println);
        screen.out().flush();
    }

    private static String json(DemoResult result, DemoOptions options) {
        return ReportJson.of(result.report(), result.dirtyLog(), result.client(), options.seed());
    }

    private int simulate(DemoOptions options) throws CommandException {
        try {
            Calibration measured = CalibrationFile.read(calibration);
            screen.out().println("simulated    on " + measured.machine() + "\n");
            MigrationReport report = new SimulatedDemo(options, measured).run();
            screen.out().print(MigrationText.of(report, SIMULATED, null));
            screen.out().flush();
            json.write(ReportJson.of(report, SIMULATED, null, options.seed()));
            return exitCode(report.outcome()).status();
        } catch (GuestException e) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private DemoResult run(DemoOptions options, DemoWatcher watcher)
            throws CommandException, InterruptedException {
        try {
            return new DemoRun(options, screen.out(), screen::progress, watcher).run();
        } catch (DemoException e) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Goes on until this process is told to end; each migration is shown and written as it ends.
     */
    private DemoResult runWithPage(DemoOptions options)
            throws CommandException, InterruptedException {
        LiveDemo demo = new LiveDemo(options, guest.summary(), result -> ended(result, options));
        try (LiveServer _ = web.start(demo, screen)) {
            return run(options, demo);
        }
    }

    private void ended(DemoResult result, DemoOptions options) {
        show(result);
        screen.out().println();
        try {
            json.write(json(result, options));
        } catch (CommandException e) {
            screen.err().println("pagurus: " + e.getMessage());
        }
    }

    private static ExitCode exitCode(DemoResult result) {
        if (!result.nothingLost()) {
            return ExitCode.LOST;
        }
        return exitCode(result.report().outcome());
    }

    private static ExitCode exitCode(Outcome outcome) {
        return switch (outcome) {
            case COMPLETED -> ExitCode.OK;
            case CANCELLED -> ExitCode.CANCELLED;
            case FAILED -> ExitCode.FAILED;
        };
    }
}
