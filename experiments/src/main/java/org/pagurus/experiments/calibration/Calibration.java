package org.pagurus.experiments.calibration;

import org.pagurus.simulator.driver.PageTimes;
import org.pagurus.simulator.driver.StepTimes;

/**
 * What a machine takes for the parts of a migration, for the exact driver.
 *
 * @param machine in words, or what else the figures come from
 * @param date of the measurement, as {@code 2026-11-25}
 * @param cores how many the machine has
 * @param takenCores what of them client, switch, hosts and kernel take beside encoders, decoders
 *     and the guest
 * @param writtenPageNs what a synthetic guest takes to write a page and have it marked
 * @param memoryJournalNs a record in a journal that is kept in memory alone
 * @param steps what does not depend on what pages hold
 * @param pages what pages cost a core
 */
public record Calibration(
        String machine,
        String date,
        int cores,
        double takenCores,
        double writtenPageNs,
        long memoryJournalNs,
        StepTimes steps,
        PageTimes pages) {
    /** For where nothing was measured. */
    public static final Calibration TYPICAL =
            new Calibration(
                    "a machine of two cores, not measured",
                    "",
                    2,
                    0.25,
                    700,
                    100_000,
                    StepTimes.TYPICAL,
                    PageTimes.typical());

    /** The same, with so much of the processors taken. */
    public Calibration withTakenCores(double value) {
        return new Calibration(
                machine, date, cores, value, writtenPageNs, memoryJournalNs, steps, pages);
    }

    /**
     * For a guest of which each page stands for so many: a page takes so many times as long, and
     * what does not go with pages as long as before.
     */
    public Calibration withPagesOf(int pages) {
        return new Calibration(
                machine,
                date,
                cores,
                takenCores,
                writtenPageNs * pages,
                memoryJournalNs,
                steps.withPagesOf(pages),
                this.pages.withPagesOf(pages));
    }
}
