package org.pagurus.experiments.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.pagurus.experiments.operations.LogFormat;
import org.pagurus.experiments.operations.LogSetup;

/**
 * How much of the log is shown: by default only warnings. To be called before anything that logs is
 * loaded, as the logger reads these properties once.
 */
final class Logging {
    /** Something that logs. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    private Logging() {}

    /** A daemon tells what it does. */
    static void showEvents() {
        if (System.getProperty(LogSetup.LEVEL) == null) {
            System.setProperty(LogSetup.LEVEL, "info");
        }
    }

    /** For whoever looks for an error. */
    static void showAll() {
        System.setProperty(LogSetup.LEVEL, "debug");
    }

    static void use(LogFormat format) {
        System.setProperty(LogSetup.FORMAT, format.name().toLowerCase(Locale.ROOT));
    }

    /**
     * Does something whose log nobody needs, unless it fails. The loggers write to {@link
     * System#err} as it is at that moment.
     */
    static void withheldUnlessItFails(Work work) throws IOException, InterruptedException {
        ByteArrayOutputStream withheld = new ByteArrayOutputStream();
        PrintStream shown = System.err;
        System.setErr(new PrintStream(withheld, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } catch (IOException | RuntimeException e) {
            shown.print(withheld.toString(StandardCharsets.UTF_8));
            throw e;
        } finally {
            System.setErr(shown);
        }
    }
}
