package org.pagurus.experiments.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.calibration.CalibrationException;
import org.pagurus.experiments.calibration.CalibrationJson;
import org.pagurus.experiments.fidelity.measure.CalibrationRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pagurus calibrate}. */
@Command(
        name = "calibrate",
        description = {
            "Measure what this machine takes for the parts of a migration, so that simulated ones take"
                    + " as long: each codec by the bytes that it leaves, and, in a few migrations of a"
                    + " small guest, the steps between. Takes three minutes, in which nothing else should run."
        },
        footer = "pagurus calibrate --output calibration.json")
final class CalibrateCommand implements Callable<Integer> {
    private final Screen screen;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the figures are written" + Shown.DEFAULT)
    private Path output = Path.of("calibration.json");

    @Option(
            names = "--trace",
            paramLabel = "DIR",
            description = "Measure codecs on the image of this page trace as well.")
    private @Nullable Path trace;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "A directory on the disk that hosts keep their journals on"
                            + " (default: that of the output).")
    private @Nullable Path state;

    CalibrateCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        OutputFile file = new OutputFile("--output", output);
        file.check();
        Path parent = output.toAbsolutePath().getParent();
        Path journals = state != null ? state : parent != null ? parent : Path.of(".");
        try {
            Calibration measured =
                    CalibrationRun.run(
                            trace,
                            journals,
                            options -> DemoCommand.parse(screen, options),
                            line -> screen.err().println(line));
            file.write(CalibrationJson.of(measured));
            screen.out().println(measured.machine() + ": written to " + output);
        } catch (CalibrationException e) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
        return ExitCode.OK.status();
    }
}
