package org.pagurus.guest.synthetic;

/**
 * {@link WorkloadSpec.Zipfian}, exact and without a table.
 *
 * <p>Source: Hormann, Derflinger, Rejection-Inversion to Generate Variates from Monotone Discrete
 * Distributions, ACM TOMACS 6(3), 1996, section 2: invert the integral H of the density h over
 * {@code [1/2, n + 1/2]}, round, and reject the little that the rounding gave too much.
 */
final class ZipfianSequence extends RandomSequence {
    private final double exponent;
    private final long pageCount;

    /** H at both ends; the first term is cut to what rank 1 is due. */
    private final double integralFirst;

    private final double integralLast;

    /** A rank this little below the inverted value is always accepted. */
    private final double sureDistance;

    /** Without common factor with pageCount, so that multiplying by it deals the ranks over all. */
    private final long stride;

    ZipfianSequence(double exponent, long pageCount, long seed) {
        super(seed);
        this.exponent = exponent;
        this.pageCount = pageCount;
        this.integralFirst = integral(1.5) - 1;
        this.integralLast = integral(pageCount + 0.5);
        this.sureDistance = 2 - inverseIntegral(integral(2.5) - density(2));
        this.stride = strideFor(pageCount);
    }

    @Override
    public long next(long runningNs) {
        // Page numbers have at most 24 bits, so the product does not overflow.
        return (nextRank() - 1) * stride % pageCount;
    }

    private long nextRank() {
        while (true) {
            double area = integralLast + random.nextDouble() * (integralFirst - integralLast);
            double value = inverseIntegral(area);
            long rank = Math.clamp(Math.round(value), 1, pageCount);
            if (rank - value <= sureDistance || area >= integral(rank + 0.5) - density(rank)) {
                return rank;
            }
        }
    }

    private double density(double x) {
        return Math.exp(-exponent * Math.log(x));
    }

    /** The integral of the density from 1 to x; continuous in the exponent, also at 1. */
    private double integral(double x) {
        double log = Math.log(x);
        double power = (1 - exponent) * log;
        return Math.abs(power) < 1e-8 ? log * (1 + power / 2) : log * Math.expm1(power) / power;
    }

    private double inverseIntegral(double area) {
        // Rounding must not take the logarithm's argument below zero.
        double power = Math.max(-1, area * (1 - exponent));
        double log =
                Math.abs(power) < 1e-8 ? area * (1 - power / 2) : area * Math.log1p(power) / power;
        return Math.exp(log);
    }

    private static long strideFor(long pageCount) {
        // Near the golden section neighbours in rank lie far apart.
        long stride = Math.max(1, Math.round(pageCount * 0.6180339887498949));
        while (greatestCommonDivisor(stride, pageCount) != 1) {
            stride++;
        }
        return stride;
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
