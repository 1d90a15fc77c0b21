package org.pagurus.experiments.scenario.run;

import java.nio.file.Path;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.calibration.CalibrationException;
import org.pagurus.experiments.calibration.CalibrationJson;
import org.pagurus.experiments.scenario.MigrationScenario;

/** What work takes in a scenario: as its calibration says, or as is typical. */
final class MeasuredCosts {
    private MeasuredCosts() {}

    /**
     * Reads the scenario's calibration, if it names one.
     *
     * @throws RunException when that can't be read
     */
    static Calibration of(MigrationScenario scenario) throws RunException {
        Path costs = scenario.costs();
        if (costs == null) {
            return Calibration.TYPICAL;
        }
        try {
            return CalibrationJson.read(costs);
        } catch (CalibrationException e) {
            throw new RunException("costs", e);
        }
    }
}
