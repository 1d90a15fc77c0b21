package org.pagurus.guest.software;

/**
 * A generator of random longs whose whole state is one long, so that a guest can take it along.
 *
 * <p>Source: Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014,
 * figure 17 (with the mixing variant 13 of Stafford). Not for secrets. Owned by one thread.
 */
public final class SplitMix64 {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    public SplitMix64(long seed) {
        this.state = seed;
    }

    public long state() {
        return state;
    }

    public void restore(long savedState) {
        state = savedState;
    }

    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** A number of {@code 0 .. bound - 1}; the bias is below {@code bound / 2^64}. */
    public long nextLong(long bound) {
        assert bound > 0 : bound;
        return Math.unsignedMultiplyHigh(nextLong(), bound);
    }

    /** A number of {@code [0, 1)} with 53 bits. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** A seed that depends on every bit of both. */
    public static long seed(long a, long b) {
        return mix(mix(a + GOLDEN_GAMMA) + b);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
