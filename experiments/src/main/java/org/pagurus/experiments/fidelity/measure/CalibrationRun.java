package org.pagurus.experiments.fidelity.measure;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.calibration.Calibration;
import org.pagurus.experiments.calibration.CalibrationException;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.traced.TraceDirectory;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.simulator.driver.PageTimes;

/** Measures this machine. */
public final class CalibrationRun {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final int WRITTEN_TIMES = 20;

    /** More of a trace's image is not needed. */
    private static final long MAX_IMAGE_BYTES = 32L << 20;

    private CalibrationRun() {}

    /**
     * Measures all; takes about three minutes, in which nothing else should run.
     *
     * @param trace whose image pages are measured on beside made-up ones; null for none
     * @param journalDirectory on the disk that journals are kept on
     * @param parser what the demo makes of options on its command line
     * @param notes told what is being done
     */
    public static Calibration run(
            @Nullable Path trace,
            Path journalDirectory,
            ProcessorLoad.Parser parser,
            Consumer<String> notes)
            throws CalibrationException, InterruptedException {
        try {
            notes.accept("codecs: each on memory of all kinds");
            PageTimes pages = trace == null ? onImage(MemorySegment.NULL) : onTrace(trace);
            notes.accept("steps: a few migrations of a small guest");
            StepCalibration steps = StepCalibration.run();
            int cores = Runtime.getRuntime().availableProcessors();
            Calibration measured =
                    new Calibration(
                            machine(cores),
                            LocalDate.now().toString(),
                            cores,
                            0,
                            writtenPageNs(),
                            steps.memoryJournalNs(),
                            steps.times(journalDirectory),
                            pages);
            notes.accept("processors: migrations that are bound by encoding");
            return measured.withTakenCores(ProcessorLoad.fit(measured, parser));
        } catch (IOException | IllegalStateException e) {
            throw new CalibrationException("calibrate: " + e.getMessage(), e);
        } catch (GuestException e) {
            throw new CalibrationException("--trace: " + e.getMessage(), e);
        }
    }

    private static PageTimes onImage(MemorySegment image) throws IOException, InterruptedException {
        return PageCalibration.measure(image);
    }

    private static PageTimes onTrace(Path directory)
            throws IOException, GuestException, InterruptedException {
        TraceDirectory trace = TraceDirectory.open(directory);
        try (GuestMemory image = GuestMemory.allocate(Page.offsetBytes(trace.pageCount()))) {
            trace.loadBase(image);
            long bytes = Math.min(image.sizeBytes(), MAX_IMAGE_BYTES);
            return onImage(image.segment().asSlice(0, bytes));
        }
    }

    private static double writtenPageNs() {
        try (CalibrationMemory memory = new CalibrationMemory(MemorySegment.NULL)) {
            long pages = 0;
            long startNs = System.nanoTime();
            for (int i = 0; i < WRITTEN_TIMES; i++) {
                if (i == WRITTEN_TIMES / 2) {
                    startNs = System.nanoTime();
                    pages = 0;
                }
                memory.change();
                pages += memory.memory().pageCount();
            }
            return (System.nanoTime() - startNs) / (double) pages;
        }
    }

    private static String machine(int cores) {
        return cores
                + " cores of "
                + processor()
                + ", "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.version")
                + ", Java "
                + Runtime.version();
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
