package org.pagurus.experiments.cli;

/** Texts that descriptions of options share. */
final class Shown {
    /** The end of a description: the option's default. */
    static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";

    private Shown() {}
}
