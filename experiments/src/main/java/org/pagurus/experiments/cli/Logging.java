package org.pagurus.experiments.cli;

/**
 * How much of the log is shown: by default only warnings. To be called before anything that logs is
 * loaded, as the logger reads these properties once.
 */
final class Logging {
    private static final String OURS = "org.slf4j.simpleLogger.log.org.pagurus";

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
}
