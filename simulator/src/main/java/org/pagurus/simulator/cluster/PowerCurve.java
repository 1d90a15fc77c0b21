package org.pagurus.simulator.cluster;

import java.util.Arrays;

/**
 * What a host draws at a given utilisation: watts at evenly spaced points from idle to full, linear
 * between them, as SPECpower_ssj2008 reports them. Immutable.
 */
public final class PowerCurve {
    /** HP ProLiant ML110 G4 (Xeon 3040, two cores of 1860 MIPS): Beloglazov and Buyya 2012. */
    public static final PowerCurve HP_ML110_G4 =
            of(86, 89.4, 92.6, 96, 99.5, 102, 106, 108, 112, 114, 117);

    /** HP ProLiant ML110 G5 (Xeon 3075, two cores of 2660 MIPS): Beloglazov and Buyya 2012. */
    public static final PowerCurve HP_ML110_G5 =
            of(93.7, 97, 101, 105, 110, 116, 121, 125, 129, 133, 135);

    private final double[] watts;

    private PowerCurve(double[] watts) {
        this.watts = watts;
    }

    /**
     * A curve through these points.
     *
     * @param watts at utilisations 0 to 1 in even steps, from two points to 1001
     * @throws IllegalArgumentException for fewer or more points, or a value that is no power
     */
    public static PowerCurve of(double... watts) {
        if (watts.length < 2 || watts.length > 1001) {
            throw new IllegalArgumentException(
                    "power: expected 2 to 1001 points but found " + watts.length);
        }
        for (double value : watts) {
            if (!(value >= 0 && value <= 1e6)) {
                throw new IllegalArgumentException(
                        "power: expected 0 to 1000000 watts but found " + value);
            }
        }
        return new PowerCurve(watts.clone());
    }

    /** Linear pieces between the points. */
    public int pieces() {
        return watts.length - 1;
    }

    /**
     * Watts of a host that is switched on.
     *
     * @param utilisation demand over capacity; above 1 a host draws what it draws at 1
     */
    public double watts(double utilisation) {
        assert utilisation >= 0 : utilisation;
        double position = Math.min(1, utilisation) * pieces();
        int below = Math.min((int) position, pieces() - 1);
        return watts[below] + (watts[below + 1] - watts[below]) * (position - below);
    }

    /** Watts that a host draws more when its utilisation grows by a share of its capacity. */
    public double increase(double utilisation, double share) {
        return watts(utilisation + share) - watts(utilisation);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PowerCurve curve && Arrays.equals(watts, curve.watts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(watts);
    }

    @Override
    public String toString() {
        return Arrays.toString(watts) + " W";
    }
}
