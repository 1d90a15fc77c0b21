package org.pagurus.experiments.fidelity.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.pagurus.experiments.bench.DemoProcess;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.demo.DemoOptions;
import org.pagurus.experiments.demo.SimulatedDemo;
import org.pagurus.guest.GuestException;

/**
 * How much of the processors is not there for encoders and decoders, because client, switch, hosts,
 * JIT compilers and the kernel have it: migrations that are bound by encoding alone are made live,
 * and simulated with more and more of the processors taken, until their first round takes as long.
 */
public final class ProcessorLoad {
    /** What the demo makes of options on its command line. */
    public interface Parser {
        DemoOptions parse(List<String> options) throws Exception;
    }

    private static final List<String> DEMO =
            List.of(
                    "--memory",
                    "512MiB",
                    "--working-set",
                    "16MiB",
                    "--dirty-rate",
                    "10MiB",
                    "--workload",
                    "uniform",
                    "--selector",
                    "fixed:zstd-3",
                    "--warm-up",
                    "500ms");

    private static final int MIGRATIONS = 3;

    /** To better than a hundredth of a core. */
    private static final int HALVINGS = 8;

    private ProcessorLoad() {}

    /**
     * In cores.
     *
     * @param measured all else
     */
    static double fit(Calibration measured, Parser parser)
            throws IOException, InterruptedException, GuestException {
        List<Double> live = new ArrayList<>();
        for (int i = 0; i < MIGRATIONS; i++) {
            JsonNode report = DemoProcess.run(DEMO);
            live.add(report.path("rounds").path(0).path("durationNs").asDouble());
        }
        double liveNs = StepSamples.medianOf(live);
        DemoOptions options;
        try {
            options = parser.parse(DEMO);
        } catch (Exception e) {
            throw new IllegalStateException("the demo understands its own options", e);
        }
        double least = 0;
        double most = measured.cores();
        for (int i = 0; i < HALVINGS; i++) {
            double taken = (least + most) / 2;
            Calibration tried = measured.withTakenCores(taken);
            long ns = new SimulatedDemo(options, tried).run().rounds().getFirst().durationNs();
            if (ns < liveNs) {
                least = taken;
            } else {
                most = taken;
            }
        }
        return (least + most) / 2;
    }
}
