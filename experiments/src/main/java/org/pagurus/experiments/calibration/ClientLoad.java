package org.pagurus.experiments.calibration;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.pagurus.experiments.process.DemoProcess;

/**
 * What a client at work takes of the processors, with the switch and two idle hosts: the least that
 * all processes of a demo with an idle guest take over a second and a half.
 */
final class ClientLoad {
    private static final List<String> DEMO =
            List.of("--memory", "64MiB", "--workload", "idle", "--warm-up", "3s");

    private static final long SAMPLE_MS = 250;
    private static final int WINDOW_SAMPLES = 6;

    /** The demo and two hosts. */
    private static final int PROCESSES = 3;

    private ClientLoad() {}

    private record Sample(long atNs, long cpuNs, int processes) {}

    /** In cores. */
    static double measureCores() throws IOException, InterruptedException {
        FutureTask<Object> demo = new FutureTask<>(() -> DemoProcess.run(DEMO));
        Thread.ofPlatform().daemon().name("idle-demo").start(demo);
        List<Sample> samples = new ArrayList<>();
        while (!demo.isDone()) {
            samples.add(sample());
            TimeUnit.MILLISECONDS.sleep(SAMPLE_MS);
        }
        try {
            var unused = demo.get();
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        }
        double least = Double.POSITIVE_INFINITY;
        for (int i = WINDOW_SAMPLES; i < samples.size(); i++) {
            Sample from = samples.get(i - WINDOW_SAMPLES);
            Sample to = samples.get(i);
            if (from.processes == PROCESSES && to.processes == PROCESSES) {
                least = Math.min(least, (to.cpuNs - from.cpuNs) / (double) (to.atNs - from.atNs));
            }
        }
        return least == Double.POSITIVE_INFINITY ? 0 : Math.max(0, least);
    }

    private static Sample sample() {
        List<Duration> cpu;
        try (Stream<ProcessHandle> children = ProcessHandle.current().descendants()) {
            cpu = children.flatMap(child -> child.info().totalCpuDuration().stream()).toList();
        }
        long cpuNs = cpu.stream().mapToLong(Duration::toNanos).sum();
        return new Sample(System.nanoTime(), cpuNs, cpu.size());
    }
}
