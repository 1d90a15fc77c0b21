package org.pagurus.convergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pagurus.report.CodecCounts;
import org.pagurus.report.RoundStatistics;

/**
 * Pre-copy without pages: classes of pages with counts, and the same policies as the engine uses.
 * Within a class every page is written by a Poisson process, so the shares of pages that are dirty
 * in two harvests are independent and their product is the share that is dirty in both.
 *
 * <p>Owned by one thread.
 */
final class FluidMigration {
    private final FluidGuest guest;
    private final FixedDowntime fixedParts;
    private final List<RoundStatistics> rounds = new ArrayList<>();

    /** Per class: the share dirty in the last harvest, and in the harvest before it. */
    private final double[] dirty;

    private final double[] dirtyBefore;

    /** Per class: the share left for the end in the last round. */
    private final double[] left;

    FluidMigration(FluidGuest guest, FixedDowntime fixedParts) {
        this.guest = guest;
        this.fixedParts = fixedParts;
        this.dirty = new double[guest.classes().size()];
        this.dirtyBefore = new double[dirty.length];
        this.left = new double[dirty.length];
        Arrays.fill(dirty, 1);
    }

    /** How a migration ended. */
    record Outcome(Decision end, Situation situation) {
        boolean gaveUp() {
            return end instanceof Decision.GiveUp;
        }

        int rounds() {
            return situation.rounds().size();
        }

        int throttlePercent() {
            return situation.lastRound().throttlePercent();
        }

        long expectedDowntimeNs() {
            return ExpectedDowntime.of(situation).totalNs();
        }

        long bytes() {
            return situation.rounds().stream().mapToLong(RoundStatistics::bytes).sum();
        }

        double seconds() {
            return Time.seconds(
                    situation.rounds().stream().mapToLong(RoundStatistics::durationNs).sum());
        }
    }

    static Outcome run(
            FluidGuest guest,
            FixedDowntime fixedParts,
            ConvergencePolicy policy,
            ConvergenceLimits limits) {
        FluidMigration migration = new FluidMigration(guest, fixedParts);
        Decision decision = new Decision.NextRound(0, false);
        while (decision instanceof Decision.NextRound next) {
            if (migration.rounds.size() > limits.maxRounds()) {
                throw new AssertionError(
                        "%s asks for round %d, more than %s allow, guest %s"
                                .formatted(policy.name(), migration.rounds.size(), limits, guest));
            }
            migration.nextRound(next.throttlePercent(), next.deferWorkingSet());
            decision = policy.decide(migration.situation(), limits);
        }
        return new Outcome(decision, migration.situation());
    }

    Situation situation() {
        return new Situation(
                guest.memoryPages(), rounds, guest.linkRateBytesPerSecond(), fixedParts);
    }

    void nextRound(int throttlePercent, boolean deferWorkingSet) {
        double[] toSend = new double[dirty.length];
        double[] leaving = new double[dirty.length];
        for (int k = 0; k < dirty.length; k++) {
            double pending = 1 - (1 - dirty[k]) * (1 - left[k]);
            leaving[k] = deferWorkingSet && !rounds.isEmpty() ? dirty[k] * dirtyBefore[k] : 0;
            toSend[k] = pending - leaving[k];
        }
        double runningShare = (100 - throttlePercent) / 100.0;
        double seconds = roundSeconds(toSend, runningShare);
        record(toSend, leaving, seconds, throttlePercent);
    }

    /** A round lasts as long as its pages take, and the longer it lasts the more are skipped. */
    private double roundSeconds(double[] toSend, double runningShare) {
        double tooShort = 0;
        double longEnough = secondsFor(toSend, 0);
        if (!guest.skipsDirtyPages()) {
            return longEnough;
        }
        for (int i = 0; i < 60; i++) {
            double middle = (tooShort + longEnough) / 2;
            if (secondsFor(toSend, middle * runningShare) > middle) {
                tooShort = middle;
            } else {
                longEnough = middle;
            }
        }
        return longEnough;
    }

    private double secondsFor(double[] toSend, double runningSeconds) {
        double pages = 0;
        for (int k = 0; k < toSend.length; k++) {
            PageClass pageClass = guest.classes().get(k);
            pages += pageClass.pages() * toSend[k] * pageClass.cleanAtItsTurn(runningSeconds);
        }
        return pages * guest.encodedBytesPerPage() / guest.linkRateBytesPerSecond()
                + Time.seconds(guest.roundTripNs());
    }

    private void record(double[] toSend, double[] leaving, double seconds, int throttlePercent) {
        double runningSeconds = seconds * (100 - throttlePercent) / 100;
        double turns = 0;
        double sent = 0;
        double dirtied = 0;
        double repeated = 0;
        double pending = 0;
        for (int k = 0; k < dirty.length; k++) {
            PageClass pageClass = guest.classes().get(k);
            double pages = pageClass.pages();
            double share = pageClass.dirtyShare(runningSeconds);
            double sentShare =
                    guest.skipsDirtyPages() ? pageClass.cleanAtItsTurn(runningSeconds) : 1;
            turns += pages * toSend[k];
            sent += pages * toSend[k] * sentShare;
            dirtied += pages * share;
            repeated += rounds.isEmpty() ? 0 : pages * share * dirty[k];
            pending += pages * (1 - (1 - share) * (1 - leaving[k]));
            dirtyBefore[k] = rounds.isEmpty() ? 0 : dirty[k];
            dirty[k] = share;
            left[k] = leaving[k];
        }
        rounds.add(
                new RoundStatistics(
                        rounds.size(),
                        Math.round(sent),
                        0,
                        Math.round(sent * guest.encodedBytesPerPage()),
                        Time.nanoseconds(seconds),
                        Math.round(turns - sent),
                        Math.round(dirtied),
                        Math.round(repeated),
                        Math.round(pending),
                        throttlePercent,
                        CodecCounts.NONE));
    }
}
