package org.pagurus.experiments.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * How much of the log is shown: by default only warnings. To be called before anything that logs is
 * loaded, as the logger reads these properties once.
 */
final class Logging {
    private static final String OURS = "org.slf4j.simpleLogger.log.org.pagurus";

    /** Something that logs. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    private Logging() {}

    /** A daemon tells what it does. */
    static void showEvents() {
        if (System.getProperty(OURS) == null) {
            System.setProperty(OURS, "info");
        }
    }

    /** For whoever looks for an error. */
    static void showAll() {
        System.setProperty(OURS, "debug");
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
