package org.pagurus.experiments.fidelity;

/** What is compared. */
public enum Figure {
    TOTAL_TIME("total time", "s", 1e-9, 0.05),
    BYTES("bytes", "MB", 1e-6, 0.05),
    DOWNTIME("downtime", "ms", 1e-6, 0.15);

    /** The most that the mean of all absolute differences of fluid and exact should be. */
    public static final double FLUID_AIM = 0.03;

    private final String label;
    private final String unit;
    private final double scale;
    private final double aim;

    Figure(String label, String unit, double scale, double aim) {
        this.label = label;
        this.unit = unit;
        this.scale = scale;
        this.aim = aim;
    }

    public String label() {
        return label;
    }

    public String unit() {
        return unit;
    }

    /** From nanoseconds or bytes to the unit. */
    public double shown(double value) {
        return value * scale;
    }

    /** The most that the mean of all absolute errors should be, as a share. */
    public double aim() {
        return aim;
    }
}
