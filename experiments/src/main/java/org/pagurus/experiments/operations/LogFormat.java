package org.pagurus.experiments.operations;

/** How a line of the log looks. */
public enum LogFormat {
    /** For people: time, level, class, message. */
    TEXT,
    /** For machines: one JSON object a line. */
    JSON
}
