package org.pagurus.simulator.published;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import org.pagurus.report.MigrationReport;
import org.pagurus.simulator.kernel.RandomStreams;
import org.pagurus.simulator.workload.PageClass;
import org.pagurus.simulator.workload.PageClasses;
import org.pagurus.simulator.workload.WriteRate;

/**
 * A published run, simulated again and again by Xen's rules with the working set fitted to it. A
 * steady guest's rounds only ever shrink, and Xen goes on until one does not; so the guest's
 * activity varies, from the seed, as much as the published rounds vary about the fitted ones.
 *
 * @param run what was published
 * @param fit the working set
 * @param reports one for each seed
 */
public record Reproduction(PublishedRun run, RunFit fit, List<MigrationReport> reports) {
    /** Activity is alike for so long; some rounds are as short. */
    private static final long ALIKE_NS = 200_000_000;

    private static final int CHANGES = 1024;

    public Reproduction {
        reports = List.copyOf(reports);
    }

    /** Fits and simulates with seeds from 1 on. */
    public static Reproduction of(PublishedRun run, int seeds) {
        RunFit fit = RunFit.of(run);
        List<MigrationReport> reports = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            RandomGenerator random = new RandomStreams(seed).stream("activity of " + run.name());
            reports.add(run.simulate(varying(fit, random)));
        }
        return new Reproduction(run, fit, reports);
    }

    public long medianBytes() {
        return quantile(MigrationReport::totalBytes, 0.5);
    }

    public long medianTimeNs() {
        return quantile(MigrationReport::totalTimeNs, 0.5);
    }

    public long medianDowntimeNs() {
        return quantile(MigrationReport::downtimeNs, 0.5);
    }

    /**
     * @param share of the seeds that give less, 0 to 1
     */
    public long quantile(ToLongFunction<MigrationReport> figure, double share) {
        List<Long> sorted =
                reports.stream()
                        .map(figure::applyAsLong)
                        .sorted(Comparator.naturalOrder())
                        .toList();
        return sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }

    private static PageClasses varying(RunFit fit, RandomGenerator random) {
        if (fit.deviation() == 0) {
            return fit.memory();
        }
        double[] factors = new double[CHANGES];
        long[] durationsNs = new long[CHANGES];
        for (int change = 0; change < CHANGES; change++) {
            double logarithm = fit.deviation() * random.nextGaussian();
            factors[change] = Math.exp(logarithm - fit.deviation() * fit.deviation() / 2);
            durationsNs[change] = ALIKE_NS;
        }
        List<PageClass> written = new ArrayList<>();
        for (PageClass steady : fit.memory().classes()) {
            if (!steady.random().isNone() || !steady.sweep().isNone()) {
                written.add(
                        new PageClass(
                                steady.region(),
                                steady.pages(),
                                varying(steady.random(), factors, durationsNs),
                                varying(steady.sweep(), factors, durationsNs)));
            }
        }
        return PageClasses.of(fit.memory().memoryPages(), written);
    }

    private static WriteRate varying(WriteRate steady, double[] factors, long[] durationsNs) {
        double perSecond = steady.writes(0, 1_000_000_000);
        double[] rates = new double[factors.length];
        for (int change = 0; change < rates.length; change++) {
            rates[change] = perSecond * factors[change];
        }
        return WriteRate.phased(rates, durationsNs);
    }
}
