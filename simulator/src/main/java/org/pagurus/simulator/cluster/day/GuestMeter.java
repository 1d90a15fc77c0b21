package org.pagurus.simulator.cluster.day;

import org.pagurus.simulator.cluster.Guests;

/** What guests asked for, and what they did not get done because they migrated. */
final class GuestMeter {
    private static final double NS_PER_SECOND = 1e9;

    private final Guests guests;
    private final double[] askedMipsSeconds;
    private final double[] lostMipsSeconds;

    GuestMeter(Guests guests) {
        this.guests = guests;
        askedMipsSeconds = new double[guests.count()];
        lostMipsSeconds = new double[guests.count()];
    }

    /** All guests asked for their demand for so long. */
    void asked(long ns) {
        double seconds = ns / NS_PER_SECOND;
        for (int guest = 0; guest < askedMipsSeconds.length; guest++) {
            askedMipsSeconds[guest] += guests.demandMips(guest) * seconds;
        }
    }

    /** A guest migrated for so long at its demand of now. */
    void migrated(int guest, double cpuShare, long ns) {
        lostMipsSeconds[guest] += guests.demandMips(guest) * cpuShare * ns / NS_PER_SECOND;
    }

    /** PDM: the mean over the guests of what was lost over what was asked for. */
    double degradation() {
        double sum = 0;
        for (int guest = 0; guest < askedMipsSeconds.length; guest++) {
            if (askedMipsSeconds[guest] > 0) {
                sum += lostMipsSeconds[guest] / askedMipsSeconds[guest];
            }
        }
        return sum / askedMipsSeconds.length;
    }
}
