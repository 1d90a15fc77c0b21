package org.pagurus.experiments.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.calibration.CalibrationException;
import org.pagurus.experiments.calibration.CalibrationJson;

/** What {@code --calibration FILE} names. */
final class CalibrationFile {
    private CalibrationFile() {}

    /**
     * Reads it.
     *
     * @param file null where the option was not given: then figures are typical ones
     */
    static Calibration read(@Nullable Path file) throws CommandException {
        try {
            return file == null ? Calibration.TYPICAL : CalibrationJson.read(file);
        } catch (CalibrationException e) {
            throw new CommandException(ExitCode.USAGE, "--calibration: " + e.getMessage(), e);
        }
    }
}
