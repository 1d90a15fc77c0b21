package org.pagurus.experiments.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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
    private static final int MIGRATIONS = 4;

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

    private StepCalibration() {}

    /**
     * Measures all; takes about 40 s.
     *
     * @param journalDirectory on the disk that journals are kept on
     */
    static StepTimes measure(Path journalDirectory) throws IOException, InterruptedException {
        List<JsonNode> reports = new ArrayList<>();
        for (int i = 0; i < MIGRATIONS; i++) {
            reports.add(DemoProcess.run(DEMO));
        }
        StepTimes typical = StepTimes.TYPICAL;
        double wakeNs = part(reports, "messagesNs") / WAKES_OF_MESSAGE;
        double devicesNs = part(reports, "deviceStateNs") / 2;
        return new StepTimes(
                Math.round(wakeNs),
                Math.round(part(reports, "pauseNs")),
                Math.round(part(reports, "harvestNs")),
                typical.harvestedPageNs(),
                Math.round(devicesNs),
                Math.round(devicesNs),
                verifiedPageNs(),
                journalNs(journalDirectory),
                Math.round(part(reports, "resumeNs")),
                Math.round(median(reports, StepCalibration::besideRoundsNs)),
                typical.connectNs());
    }

    private static double part(List<JsonNode> reports, String name) {
        return median(reports, report -> report.path("downtimeParts").path(name).asDouble());
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

    private static double median(List<JsonNode> reports, ToDoubleFunction<JsonNode> figure) {
        return StepSamples.medianOf(reports.stream().map(figure::applyAsDouble).toList());
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
