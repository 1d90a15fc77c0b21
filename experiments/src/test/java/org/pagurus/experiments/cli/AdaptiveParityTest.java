package org.pagurus.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.demo.DemoOptions;
import org.pagurus.experiments.demo.FluidDemo;
import org.pagurus.experiments.demo.SimulatedDemo;
import org.pagurus.report.MigrationReport;

/** A selector that learns has learned about the same from a sample as from all pages. */
class AdaptiveParityTest {
    private static final double SHARE = 0.03;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--memory 64MiB --link-rate 30MB --policy qemu --workload uniform"
                        + " --dirty-rate 20MiB --working-set 24MiB",
                "--memory 64MiB --link-rate 20MB --policy qemu --workload hotcold"
                        + " --dirty-rate 20MiB --working-set 24MiB",
            })
    void bothTellTheSame(String options) throws Exception {
        Screen screen =
                new Screen(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(new StringWriter()),
                        false);
        DemoOptions demo = DemoCommand.parse(screen, List.of(options.split(" ")));
        MigrationReport exact = new SimulatedDemo(demo, Calibration.TYPICAL).run();
        MigrationReport fluid = new FluidDemo(demo, Calibration.TYPICAL).run();
        String both = "\n" + exact + "\n" + fluid;
        assertEquals(
                exact.totalTimeNs(),
                fluid.totalTimeNs(),
                exact.totalTimeNs() * SHARE,
                "total time" + both);
        assertEquals(
                exact.totalBytes(), fluid.totalBytes(), exact.totalBytes() * SHARE, "bytes" + both);
    }
}
