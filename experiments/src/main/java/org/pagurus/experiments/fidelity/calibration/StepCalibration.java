package org.pagurus.experiments.fidelity.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.pagurus.engine.page.PageHashes;
import org.pagurus.experiments.bench.DemoProcess;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.simulator.driver.StepTimes;

/**
 * Measures what does not depend on what pages hold. How long threads wait for each other, and for a
 * processor, shows only where guest, client, switch and both hosts are at work: so most is taken
 * from a few live migrations of a small guest.
 */
final class StepCalibration {
    private static final int MIGRATIONS = 5;

    /** From an engine's thread to the other's: through two event loops. */
    private static final int WAKES_OF_MESSAGE = 3;

    private static final List<String> DEMO =
            List.of(
                    "--memory",
                    "96MiB",
                    "--working-set",
                    "24MiB",
                    "--dirty-rate",
                    "24MiB",
                    "--workload",
                    "uniform",
                    "--selector",
                    "fixed:lz4",
                    "--link-rate",
                    "70MB",
                    "--warm-up",
                    "500ms");

    private static final int JOURNAL_RECORDS = 64;
    private static final int JOURNAL_RECORD_BYTES = 256;
    private static final long VERIFIED_BYTES = 64L << 20;
    private static final int VERIFIED_TIMES = 5;

    private final List<JsonNode> reports;

    private StepCalibration(List<JsonNode> reports) {
        this.reports = reports;
    }

    /** Migrates; takes about 40 s. */
    static StepCalibration run() throws IOException, InterruptedException {
        List<JsonNode> reports = new ArrayList<>();
        for (int i = 0; i < MIGRATIONS; i++) {
            reports.add(DemoProcess.run(DEMO));
        }
        return new StepCalibration(reports);
    }

    /** A record in a journal that is kept in memory alone, as the demo's hosts have it. */
    long memoryJournalNs() {
        return Math.round(part("journalNs") / 2);
    }

    /**
     * The steps.
     *
     * @param journalDirectory on the disk that journals are kept on
     */
    StepTimes times(Path journalDirectory) throws IOException {
        StepTimes typical = StepTimes.TYPICAL;
        double wakeNs = part("messagesNs") / WAKES_OF_MESSAGE;
        double devicesNs = part("deviceStateNs") / 2;
        return new StepTimes(
                Math.round(wakeNs),
                Math.round(part("pauseNs")),
                Math.round(part("harvestNs")),
                typical.harvestedPageNs(),
                Math.round(devicesNs),
                Math.round(devicesNs),
                verifiedPageNs(),
                journalNs(journalDirectory),
                Math.round(part("resumeNs")),
                Math.round(middle(StepCalibration::besideRoundsNs)),
                typical.connectNs());
    }

    private double part(String name) {
        return middle(report -> report.path("downtimeParts").path(name).asDouble());
    }

    /** Before the first round, and harvests: making the guest and starting its dirty log. */
    private static double besideRoundsNs(JsonNode report) {
        double roundsNs = 0;
        int rounds = report.path("rounds").size() - 1; // the last one is in the downtime
        for (int i = 0; i < rounds; i++) {
            roundsNs += report.path("rounds").path(i).path("durationNs").asDouble();
        }
        double harvestNs = report.path("downtimeParts").path("harvestNs").asDouble();
        double ns =
                report.path("totalTimeNs").asDouble()
                        - roundsNs
                        - report.path("downtimeNs").asDouble()
                        - rounds * harvestNs;
        return Math.max(0, ns);
    }

    /**
     * The mean without the least and the greatest: a wait for a processor now and then belongs to
     * it, which a median would leave out, but not one that is beyond all.
     */
    private double middle(ToDoubleFunction<JsonNode> figure) {
        double[] figures = reports.stream().mapToDouble(figure).sorted().toArray();
        return Arrays.stream(figures, 1, figures.length - 1).average().orElseThrow();
    }

    private static double verifiedPageNs() {
        try (GuestMemory memory = GuestMemory.allocate(VERIFIED_BYTES)) {
            memory.segment().fill((byte) 1);
            List<Double> ns = new ArrayList<>();
            long digests = 0;
            for (int i = 0; i < VERIFIED_TIMES; i++) {
                long startNs = System.nanoTime();
                digests += PageHashes.digestOf(memory);
                ns.add((System.nanoTime() - startNs) / (double) Page.count(VERIFIED_BYTES));
            }
            if (digests == 0) {
                throw new IllegalStateException("a digest of 0");
            }
            return StepSamples.medianOf(ns);
        }
    }

    /** A record is written and forced to the disk. */
    private static long journalNs(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "pagurus-calibrate", ".journal");
        try (FileChannel journal = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer record = ByteBuffer.allocateDirect(JOURNAL_RECORD_BYTES);
            List<Double> ns = new ArrayList<>();
            for (int i = 0; i < JOURNAL_RECORDS; i++) {
                record.clear();
                long startNs = System.nanoTime();
                journal.write(record);
                journal.force(false);
                ns.add((double) (System.nanoTime() - startNs));
            }
            return Math.round(StepSamples.medianOf(ns));
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
