package org.pagurus.simulator.published;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.pagurus.memory.Page;
import org.pagurus.simulator.workload.PageClass;
import org.pagurus.simulator.workload.PageClasses;
import org.pagurus.simulator.workload.PageRegion;
import org.pagurus.simulator.workload.WriteRate;

/**
 * What is known of a guest's working set, with parameters for what is not: logarithms, so that any
 * value will do. Where its pages lie is not known, so they are spread over all memory.
 */
public sealed interface WorkingSetGuess {
    int parameters();

    /** Somewhere to search from. */
    double[] start(long memoryPages, RandomGenerator random);

    PageClasses memory(long memoryPages, double[] parameters);

    /**
     * Classes of pages written at random; of each the number of pages and the writes to a page and
     * second are to be found.
     *
     * @param classes how many, 1 or more
     */
    record RandomClasses(int classes) implements WorkingSetGuess {
        private static final double LEAST_SHARE = 0.01;
        private static final double MOST_SHARE = 0.5;
        private static final double LEAST_WRITES = 0.01;
        private static final double MOST_WRITES = 10;

        /** What the classes before a class leave of memory, it may have but for this share. */
        private static final double ROUNDING = 1e-6;

        public RandomClasses {
            if (classes < 1) {
                throw new IllegalArgumentException(
                        "classes: expected 1 or more but found " + classes);
            }
        }

        @Override
        public int parameters() {
            return 2 * classes;
        }

        @Override
        public double[] start(long memoryPages, RandomGenerator random) {
            double[] start = new double[parameters()];
            for (int of = 0; of < classes; of++) {
                start[2 * of] = Math.log(memoryPages * between(LEAST_SHARE, MOST_SHARE, random));
                start[2 * of + 1] = Math.log(between(LEAST_WRITES, MOST_WRITES, random));
            }
            return start;
        }

        @Override
        public PageClasses memory(long memoryPages, double[] parameters) {
            PageRegion memory = new PageRegion(0, memoryPages);
            List<PageClass> found = new ArrayList<>();
            double left = memoryPages;
            for (int of = 0; of < classes; of++) {
                double pages = Math.min(Math.exp(parameters[2 * of]), left * (1 - ROUNDING));
                double writes = Math.exp(parameters[2 * of + 1]);
                found.add(PageClass.random(memory, pages, pages * writes));
                left -= pages;
            }
            return PageClasses.of(memoryPages, found);
        }
    }

    /**
     * So many bytes are swept; how often is to be found.
     *
     * @param bytes known
     */
    record Sweep(long bytes) implements WorkingSetGuess {
        private static final double LEAST_PASSES = 0.02;
        private static final double MOST_PASSES = 5;

        @Override
        public int parameters() {
            return 1;
        }

        @Override
        public double[] start(long memoryPages, RandomGenerator random) {
            return new double[] {Math.log(between(LEAST_PASSES, MOST_PASSES, random))};
        }

        @Override
        public PageClasses memory(long memoryPages, double[] parameters) {
            return PageClasses.of(
                    memoryPages,
                    List.of(
                            new PageClass(
                                    new PageRegion(0, memoryPages),
                                    Page.count(bytes),
                                    WriteRate.NONE,
                                    WriteRate.steady(Math.exp(parameters[0])))));
        }
    }

    private static double between(double least, double most, RandomGenerator random) {
        return least * Math.pow(most / least, random.nextDouble());
    }
}
