package org.pagurus.simulator.fault;

/** A host by what it is in a migration. */
public enum Side {
    SOURCE("source"),
    DESTINATION("destination");

    private final String label;

    Side(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
