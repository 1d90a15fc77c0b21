package org.pagurus.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pagurus.experiments.option.MigrationDefaults;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.run.MigrationResult;
import org.pagurus.report.MigrationReport;
import org.pagurus.simulator.service.ServiceLoss;
import org.pagurus.transport.command.MigrationSettings;

class SimulationTextTest {
    private static final MigrationSettings SETTINGS =
            new MigrationSettings(
                    2,
                    "predictive",
                    300_000_000,
                    300_000_000,
                    0,
                    100,
                    600_000_000_000L,
                    MigrationDefaults.VERIFY,
                    0,
                    "adaptive",
                    2,
                    0,
                    0);

    @Test
    void oneMigrationIsToldAsALiveOne() {
        MigrationResult result = result("crab", 0, Reports.COMPLETED, null);
        assertEquals(
                MigrationText.of(Reports.COMPLETED, "software", null),
                SimulationText.of(List.of(result)));
    }

    @Test
    void tellsWhatTheServiceLost() {
        ServiceLoss loss = new ServiceLoss(2325.4, 31.8, 0);
        String text = SimulationText.of(List.of(result("crab", 0, Reports.COMPLETED, loss)));
        assertTrue(
                text.endsWith(
                        "\nservice: of 2,325 requests 32 were lost to the downtime and 0 to"
                                + " throttling, 98.632 % were answered\n"),
                text);
    }

    @Test
    void severalMigrationsHaveABlockEachAndASummary() {
        String text =
                SimulationText.of(
                        List.of(
                                result("crab", 0, Reports.COMPLETED, null),
                                result("lobster", 1_500_000_000, Reports.FAILED, null)));
        assertTrue(text.startsWith("guest crab from a to b at 0.000 s\n\nround "), text);
        assertTrue(text.contains("\nguest lobster from a to b at 1.500 s\n\nround "), text);
        assertTrue(
                text.endsWith(
                        """

                        guest    from  to  start s  total s  downtime ms  rounds    MiB  end
                        crab     a     b     0.000    2.325       31.752       3  832.1  completed
                        lobster  a     b     1.500    2.073        0.000       2  831.0  failed

                        1,663.1 MiB in all, the last migration over after 3.573 s
                        """),
                text);
    }

    private static MigrationResult result(
            String guest, long startNs, MigrationReport report, ServiceLoss loss) {
        return new MigrationResult(
                new MigrationPlan(guest, "a", "b", startNs, SETTINGS),
                report,
                loss,
                "software",
                null);
    }
}
