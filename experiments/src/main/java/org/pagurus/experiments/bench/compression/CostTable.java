package org.pagurus.experiments.bench.compression;

import java.util.Arrays;

/**
 * For each page, what each choice of a codec takes, and what the best choices give.
 *
 * <p>With {@code T} encoders and a link of rate {@code R}, an image takes at least {@code max(cpu /
 * T, bytes / R)}. For any weight {@code w} of 0 to 1 that is at least {@code w cpu / T + (1 - w)
 * bytes / R}, and the least of this is found page by page, since the sums are over pages. Its
 * greatest value over all weights is a bound that no choice beats (Lagrange relaxation: Everett,
 * Operations Research 1963); with many pages it is close to the best choice.
 */
final class CostTable {
    /** The bound is concave in the weight: each step leaves two thirds of where its top may be. */
    private static final int SEARCH_STEPS = 40;

    private final int[][] bytes;
    private final int[][] encodeNs;

    CostTable(int choices, int pages) {
        bytes = new int[choices][pages];
        encodeNs = new int[choices][pages];
    }

    void set(int choice, int page, int wireBytes, long choiceNs) {
        bytes[choice][page] = wireBytes;
        encodeNs[choice][page] = (int) Math.min(choiceNs, Integer.MAX_VALUE);
    }

    long leastBytes() {
        return Math.round(least(1, 0));
    }

    /**
     * The least time on this link, in nanoseconds.
     *
     * @param scale how many pages each of the table stands for
     * @param otherNs CPU time that no choice changes, of all pages
     * @param otherBytes bytes that no choice changes
     */
    double boundNs(LinkRate rate, int encoders, double scale, double otherNs, double otherBytes) {
        double byteNs = rate.transmitNs(1);
        double low = 0;
        double high = 1;
        double best = 0;
        for (int step = 0; step < SEARCH_STEPS; step++) {
            double left = low + (high - low) / 3;
            double right = high - (high - low) / 3;
            double atLeft = weighted(left, byteNs, encoders, scale, otherNs, otherBytes);
            double atRight = weighted(right, byteNs, encoders, scale, otherNs, otherBytes);
            best = Math.max(best, Math.max(atLeft, atRight));
            if (atLeft < atRight) {
                low = left;
            } else {
                high = right;
            }
        }
        return best;
    }

    private double weighted(
            double weight,
            double byteNs,
            int encoders,
            double scale,
            double otherNs,
            double otherBytes) {
        double nsFactor = weight / encoders;
        double byteFactor = (1 - weight) * byteNs;
        return scale * least(byteFactor, nsFactor) + nsFactor * otherNs + byteFactor * otherBytes;
    }

    /** The sum over pages of the least weighted cost. */
    private double least(double byteFactor, double nsFactor) {
        double sum = 0;
        double[] page = new double[bytes[0].length];
        Arrays.fill(page, Double.POSITIVE_INFINITY);
        for (int choice = 0; choice < bytes.length; choice++) {
            for (int i = 0; i < page.length; i++) {
                double cost = byteFactor * bytes[choice][i] + nsFactor * encodeNs[choice][i];
                page[i] = Math.min(page[i], cost);
            }
        }
        for (double cost : page) {
            sum += cost;
        }
        return sum;
    }
}
