package org.pagurus.engine;

/**
 * The other host's clock against this one's, from probes as NTP makes them (RFC 5905, section 8):
 * of all exchanges the one with the shortest round trip counts, because what it can be wrong by is
 * half of that.
 */
public final class ClockOffset {
    private long roundTripNs = Long.MAX_VALUE;
    private long offsetNs;
    private int exchanges;

    /**
     * Takes in an exchange; one that cannot have been counts, but nothing is learned from it.
     *
     * @param sentNs the probe left, on this clock
     * @param receivedNs the probe arrived, on the other clock
     * @param repliedNs the reply left, on the other clock
     * @param returnedNs the reply arrived, on this clock
     */
    public void exchanged(long sentNs, long receivedNs, long repliedNs, long returnedNs) {
        long away = returnedNs - sentNs;
        long there = repliedNs - receivedNs;
        long roundTrip = away - there;
        exchanges++;
        if (away >= there && there >= 0 && roundTrip < roundTripNs) {
            roundTripNs = roundTrip;
            offsetNs = (receivedNs - sentNs) / 2 + (repliedNs - returnedNs) / 2;
        }
    }

    public int exchanges() {
        return exchanges;
    }

    /** The shortest round trip seen; 0 before the first. */
    public long roundTripNs() {
        return roundTripNs == Long.MAX_VALUE ? 0 : roundTripNs;
    }

    /** The other clock less this one. */
    public long offsetNs() {
        return offsetNs;
    }

    /** A time on the other clock, told on this one. */
    public long toThisClockNs(long otherNs) {
        return otherNs - offsetNs;
    }
}
