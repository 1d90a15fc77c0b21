package org.pagurus.simulator.cluster;

/** Bounds of numbers that people give. */
public final class Limits {
    private Limits() {}

    /**
     * The value, if it lies within the bounds.
     *
     * @throws IllegalArgumentException that names the field, what was expected and what was found
     */
    public static long check(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    field + ": expected " + least + " to " + most + " but found " + value);
        }
        return value;
    }

    /** The same for numbers that are not whole; NaN is out of all bounds. */
    public static double check(String field, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    field + ": expected " + least + " to " + most + " but found " + value);
        }
        return value;
    }
}
