package org.pagurus.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.experiments.bench.compression.BenchException;
import org.pagurus.experiments.bench.compression.BenchImage;
import org.pagurus.experiments.bench.compression.BenchImages;
import org.pagurus.experiments.bench.compression.BenchSettings;
import org.pagurus.experiments.bench.compression.CompressionBench;
import org.pagurus.experiments.bench.compression.CompressionReport;
import org.pagurus.experiments.option.ByteSize;
import org.pagurus.experiments.option.DurationOption;
import org.pagurus.experiments.report.compression.CompressionCsv;
import org.pagurus.experiments.report.compression.CompressionHtml;
import org.pagurus.experiments.report.compression.CompressionJson;
import org.pagurus.experiments.report.compression.CompressionText;
import org.pagurus.guest.synthetic.ContentMix;
import org.pagurus.memory.GuestMemory;
import org.pagurus.memory.Page;
import org.pagurus.protocol.Limits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagurus bench compression}. */
@Command(
        name = "compression",
        description = {
            "Encode and decode memory images with every coding and selector, as a migration does, on"
                    + " this thread; print the bytes on the wire, the speed per core and how long the"
                    + " delivery takes over links of 100 Mbit/s, 1, 10 and 40 Gbit/s and without a"
                    + " limit, beside the best that is possible page by page."
        },
        footer = {
            "pagurus bench compression --input memory.raw --html codecs.html",
            "pagurus bench compression --mix zero=40,text=60 --coding fixed:lz4 --coding adaptive"
        })
final class BenchCompressionCommand implements Callable<Integer> {
    private static final int MAX_RUNS = 1000;

    /** What zstd takes; a larger one would need decoders to be told. */
    private static final int MIN_WINDOW_LOG = 10;

    private static final int MAX_WINDOW_LOG = 27;

    /** Above, zstd takes much more memory. */
    private static final int MAX_WINDOW_LEVEL = 19;

    private final Screen screen;

    @Option(
            names = "--input",
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "Raw memory images (whole pages of 4096 bytes; .zst: compressed) and traces'"
                            + " directories, whose intervals are measured as well.")
    private List<Path> inputs = new ArrayList<>();

    @Option(
            names = "--mix",
            paramLabel = "MIX",
            description =
                    "An image of synthetic pages in percent, such as"
                            + " zero=20,sparse=10,text=20,heap=40,random=10; may be repeated.")
    private List<ContentMix> mixes = new ArrayList<>();

    @Option(
            names = "--mix-size",
            paramLabel = "SIZE",
            description = "Of each such image" + Shown.DEFAULT)
    private ByteSize mixSize = ByteSize.parse("64MiB");

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of all random choices" + Shown.DEFAULT)
    private long seed = 1;

    @Option(
            names = "--coding",
            paramLabel = "CODING",
            description = {
                "Measure only this: adaptive, cbc or fixed:CODEC; may be repeated (default: all)."
            })
    private List<SelectorKind> codings = new ArrayList<>();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Encoders, each on a stream of its own, and as many decoders" + Shown.DEFAULT)
    private int threads = 2;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Runs of each coding; the middle one counts" + Shown.DEFAULT)
    private int runs = 3;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            description = "How long each coding runs before it is measured" + Shown.DEFAULT)
    private DurationOption warmUp = DurationOption.parse("500ms");

    @Option(
            names = "--delta-cache",
            paramLabel = "SIZE",
            description = "Memory for versions sent last (default: as large as the image).")
    private @Nullable ByteSize deltaCache;

    @Option(
            names = "--window-log",
            paramLabel = "N",
            description = "The window of each stream's long frame is 2^N bytes" + Shown.DEFAULT)
    private int windowLog = MAX_WINDOW_LOG;

    @Option(
            names = "--window-level",
            paramLabel = "N",
            description = "zstd's level for that frame" + Shown.DEFAULT)
    private int windowLevel = 1;

    @Mixin private final JsonOption json = new JsonOption();

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Write the figures to this file as well, as a table.")
    private @Nullable Path csv;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write charts and tables to this file as well, as one page.")
    private @Nullable Path html;

    BenchCompressionCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws CommandException {
        check("--threads", threads, 1, Limits.STREAMS);
        check("--runs", runs, 1, MAX_RUNS);
        check("--window-log", windowLog, MIN_WINDOW_LOG, MAX_WINDOW_LOG);
        check("--window-level", windowLevel, 1, MAX_WINDOW_LEVEL);
        json.check();
        checkFile("--csv", csv);
        checkFile("--html", html);
        CompressionReport report = measure(settings(), images());
        screen.out().print(CompressionText.of(report));
        screen.out().flush();
        json.write(CompressionJson.of(report));
        write("--csv", csv, CompressionCsv.of(report));
        write("--html", html, CompressionHtml.of(report));
        return ExitCode.OK.status();
    }

    private CompressionReport measure(BenchSettings settings, List<BenchImage> images)
            throws CommandException {
        try {
            return CompressionBench.run(settings, images, line -> screen.err().println(line));
        } catch (BenchException e) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private BenchSettings settings() {
        return new BenchSettings(
                threads,
                runs,
                warmUp.ns(),
                deltaCache == null ? BenchSettings.WHOLE_IMAGE : deltaCache.bytes(),
                windowLog,
                windowLevel,
                codings.isEmpty() ? BenchSettings.allCodings() : codings);
    }

    private List<BenchImage> images() throws CommandException {
        if (inputs.isEmpty() && mixes.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE, "--input: expected an image here or a --mix, found neither");
        }
        List<BenchImage> images = new ArrayList<>();
        for (Path input : inputs) {
            try {
                images.add(BenchImages.open(input));
            } catch (BenchException e) {
                throw new CommandException(ExitCode.USAGE, "--input: " + e.getMessage(), e);
            }
        }
        if (!mixes.isEmpty()) {
            checkMixSize();
        }
        for (ContentMix mix : mixes) {
            images.add(BenchImages.synthetic(mix, mixSize.bytes(), seed));
        }
        return images;
    }

    private void checkMixSize() throws CommandException {
        long bytes = mixSize.bytes();
        if (bytes == 0 || bytes % Page.SIZE_BYTES != 0 || bytes > GuestMemory.MAX_BYTES) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--mix-size: expected whole pages of 4096 bytes up to "
                            + new ByteSize(GuestMemory.MAX_BYTES)
                            + ", found "
                            + mixSize);
        }
    }

    private static void check(String option, int value, int least, int most)
            throws CommandException {
        if (value < least || value > most) {
            throw new CommandException(
                    ExitCode.USAGE,
                    option + ": expected " + least + " to " + most + ", found " + value);
        }
    }

    private static void checkFile(String option, @Nullable Path file) throws CommandException {
        if (file != null) {
            new OutputFile(option, file).check();
        }
    }

    private static void write(String option, @Nullable Path file, String text)
            throws CommandException {
        if (file != null) {
            new OutputFile(option, file).write(text);
        }
    }
}
