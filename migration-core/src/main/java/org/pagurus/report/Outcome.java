package org.pagurus.report;

/** The three ends of a migration. In the last two the guest still runs on the source. */
public enum Outcome {
    COMPLETED("completed"),
    CANCELLED("cancelled"),
    FAILED("failed");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    /** The word for reports. */
    public String label() {
        return label;
    }
}
