package org.pagurus.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.simulator.kernel.RandomStreams;

/**
 * Draws plans. Faults come most at the moments that decide what becomes of a guest, since most
 * others only repeat what a lost connection does at any time.
 */
public final class PlanMaker {
    private static final long MS = 1_000_000;
    private static final int MOST_FAULTS = 5;

    /** Messages of the hand-over, and of what follows when it is broken. */
    private static final BodyCase[] HAND_OVER = {
        BodyCase.LAST_ROUND_END,
        BodyCase.PREPARED,
        BodyCase.RELEASE,
        BodyCase.RELEASE,
        BodyCase.RUNNING,
        BodyCase.RUNNING,
        BodyCase.DONE,
        BodyCase.QUERY,
        BodyCase.STANDING,
        BodyCase.CANCEL,
        BodyCase.CANCELLED
    };

    private static final BodyCase[] EARLIER = {
        BodyCase.SETUP,
        BodyCase.RESERVED,
        BodyCase.CLOCK_PROBE,
        BodyCase.CLOCK_REPLY,
        BodyCase.ROUND_END,
        BodyCase.ROUND_RECEIVED,
        BodyCase.SAVED_DEVICES,
        BodyCase.RESUME,
        BodyCase.RESUMED
    };

    private final RandomGenerator random;

    private PlanMaker(RandomGenerator random) {
        this.random = random;
    }

    /** The plan of a seed. */
    public static FaultPlan plan(long seed) {
        return FaultPlan.of(seed, new PlanMaker(new RandomStreams(seed).stream("faults")).faults());
    }

    private List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            faults.add(new Fault(new Moment.Time(0), linger()));
        }
        if (random.nextInt(6) == 0) {
            faults.add(new Fault(new Moment.Time(0), wrongClock()));
        }
        if (random.nextInt(5) == 0) {
            doubt(faults);
        }
        for (int i = random.nextInt(MOST_FAULTS); i > 0; i--) {
            faults.add(any());
        }
        return faults;
    }

    /** A released guest whose destination cannot be asked for a while. */
    private void doubt(List<Fault> faults) {
        Moment moment =
                switch (random.nextInt(4)) {
                    case 0 -> new Moment.Journal(Side.SOURCE, Step.RELEASED, 1, true);
                    case 1 -> new Moment.Message(BodyCase.RELEASE, 1, random.nextBoolean());
                    case 2 -> new Moment.Journal(Side.DESTINATION, Step.OWNED, 1, coin());
                    default -> new Moment.Message(BodyCase.RUNNING, 1, false);
                };
        faults.add(new Fault(moment, new Effect.Cut(logarithmic(MS, 3_000 * MS))));
    }

    private Fault any() {
        return switch (random.nextInt(27)) {
            case 0, 1, 2, 3, 4, 5 -> new Fault(moment(), new Effect.Cut(downNs()));
            case 6, 7 -> new Fault(moment(), new Effect.Stall(downNs()));
            case 8 -> new Fault(moment(), new Effect.Refuse(downNs()));
            case 9 -> new Fault(moment(), new Effect.HoldUp(logarithmic(MS / 10, 300 * MS)));
            case 10, 11 -> new Fault(moment(), new Effect.Ghost(logarithmic(MS / 10, 100 * MS)));
            case 12 -> new Fault(moment(), new Effect.Damage(random.nextLong()));
            case 13 ->
                    new Fault(
                            moment(),
                            new Effect.Slow(
                                    side(),
                                    logarithmic(MS / 10, 100 * MS),
                                    logarithmic(MS, 1_000 * MS)));
            case 14, 15 -> new Fault(moment(), new Effect.DiskFull(side(), downNs()));
            case 16 ->
                    new Fault(
                            new Moment.Message(BodyCase.RELEASE, 1, true),
                            new Effect.NoResume(downNs()));
            case 17 -> new Fault(moment(), new Effect.Cancel());
            case 18 -> new Fault(moment(), new Effect.StreamLost(side()));
            default -> new Fault(moment(), new Effect.Crash(side(), downNs()));
        };
    }

    private Moment moment() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> new Moment.Time(logarithmic(MS / 10, 100 * MS));
            case 6 -> new Moment.Time(logarithmic(100 * MS, 5_000 * MS));
            case 7, 8, 9, 10, 11 ->
                    new Moment.Message(oneOf(HAND_OVER), 1 + random.nextInt(8) / 7, coin());
            case 12, 13 -> new Moment.Message(oneOf(EARLIER), 1 + random.nextInt(3), coin());
            case 14, 15 -> new Moment.Frame(1 + random.nextInt(12), coin());
            default -> journal();
        };
    }

    private Moment journal() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> new Moment.Journal(Side.SOURCE, Step.RELEASED, 1, coin());
            case 2, 3 -> new Moment.Journal(Side.SOURCE, Step.DONE, 1, coin());
            case 4 -> new Moment.Journal(Side.SOURCE, Step.KEPT, 1, coin());
            case 5 -> new Moment.Journal(Side.SOURCE, Step.RECLAIMED, 1, coin());
            case 6 -> new Moment.Journal(Side.DESTINATION, Step.REFUSED, 1, coin());
            case 7 -> new Moment.Journal(Side.DESTINATION, Step.CONFIRMED, 1, coin());
            default -> new Moment.Journal(Side.DESTINATION, Step.OWNED, 1, coin());
        };
    }

    private Effect linger() {
        return new Effect.Linger(
                random.nextInt(4) == 0 ? 1 : random.nextDouble(),
                coin() ? 0 : logarithmic(MS / 10, 200 * MS));
    }

    private Effect wrongClock() {
        return new Effect.WrongClock(
                side(),
                logarithmic(MS / 1_000, 1_000_000 * MS),
                20_000 * random.nextDouble() - 10_000);
    }

    private long downNs() {
        return logarithmic(MS, 3_000 * MS);
    }

    /** From the least to the most, each order of magnitude alike. */
    private long logarithmic(long leastNs, long mostNs) {
        return Math.round(
                leastNs * Math.exp(random.nextDouble() * Math.log((double) mostNs / leastNs)));
    }

    private Side side() {
        return coin() ? Side.SOURCE : Side.DESTINATION;
    }

    private boolean coin() {
        return random.nextBoolean();
    }

    private BodyCase oneOf(BodyCase[] all) {
        return all[random.nextInt(all.length)];
    }
}
