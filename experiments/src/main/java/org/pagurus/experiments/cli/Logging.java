package org.pagurus.experiments.cli;

/**
 * How much of the log is shown. To be called before anything that logs is loaded: the logger reads
 * these properties once.
 */
final class Logging {
    private static final String OURS = "org.slf4j.simpleLogger.log.org.pagurus";

    private Logging() {}

    /** A daemon tells what it does. */
    static void showEvents() {
        System.setProperty(OURS, "info");
    }
}
