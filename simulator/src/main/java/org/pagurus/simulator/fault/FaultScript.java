package org.pagurus.simulator.fault;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pagurus.guest.software.SplitMix64;
import org.pagurus.journal.JournalRecord.Step;
import org.pagurus.protocol.wire.ControlMessage.BodyCase;
import org.pagurus.simulator.driver.HostHazards;
import org.pagurus.simulator.driver.LinkHazards;
import org.pagurus.simulator.kernel.Simulation;

/** Has the faults of a plan happen when their moments come. */
final class FaultScript implements LinkHazards {
    /** Bits of a damaged frame that are flipped, up to so many. */
    private static final int MOST_BITS = 3;

    private final Simulation simulation;

    /** Those whose moment has not come. */
    private final List<Fault> waiting = new ArrayList<>();

    private final List<Fault> fired = new ArrayList<>();
    private final Map<BodyCase, Integer> messagesBefore = new EnumMap<>(BodyCase.class);
    private final Map<BodyCase, Integer> messagesBehind = new EnumMap<>(BodyCase.class);
    private final int[][] stepsBefore = new int[2][Step.values().length];
    private final int[][] stepsBehind = new int[2][Step.values().length];
    private int framesBefore;
    private int framesBehind;
    private final Hazards[] hosts = {new Hazards(Side.SOURCE), new Hazards(Side.DESTINATION)};
    private @Nullable Stage stage;
    private long refusedUntilNs;
    private long heldUpNs;
    private Lingering lingering = Lingering.NOTHING;
    private @Nullable Long damage;
    private long healedNs;

    /** What faults are done to. */
    interface Stage {
        void breakConnections();

        void stall(long forNs);

        void connectFromNobody(long lifeNs);

        void loseStream(Side side);

        void crash(Side side, long downNs);

        void cancel();

        /** A fault is about to happen. */
        void happens(Fault fault);
    }

    FaultScript(Simulation simulation, FaultPlan plan) {
        this.simulation = simulation;
        plan.faults().forEach(one -> waiting.add(one.fault()));
    }

    /** From now on faults happen. */
    void begin(Stage on) {
        stage = on;
        for (Fault fault : List.copyOf(waiting)) {
            if (fault.at() instanceof Moment.Time time) {
                waiting.remove(fault);
                simulation.schedule(time.atNs(), nowNs -> fire(fault));
            }
        }
    }

    HostHazards host(Side side) {
        return hosts[side.ordinal()];
    }

    /** What has happened, in order. */
    List<Fault> fired() {
        return fired;
    }

    /** When the last fault that has happened is over. */
    long healedNs() {
        return healedNs;
    }

    private void reached(Predicate<Moment> now) {
        for (int i = 0; i < waiting.size(); i++) {
            Fault fault = waiting.get(i);
            if (now.test(fault.at())) {
                waiting.remove(i--);
                fire(fault);
            }
        }
    }

    private void fire(Fault fault) {
        Stage on = stage;
        if (on == null) {
            throw new IllegalStateException("faults happen once they have begun");
        }
        fired.add(fault);
        on.happens(fault);
        healed(0);
        switch (fault.effect()) {
            case Effect.Cut e -> {
                refusedUntilNs = Math.max(refusedUntilNs, healed(e.forNs()));
                on.breakConnections();
            }
            case Effect.Stall e -> {
                healed(e.forNs());
                on.stall(e.forNs());
            }
            case Effect.Refuse e -> refusedUntilNs = Math.max(refusedUntilNs, healed(e.forNs()));
            case Effect.Linger e -> lingering = new Lingering(e.share(), e.lateNs());
            case Effect.HoldUp e -> {
                healed(e.forNs());
                heldUpNs += e.forNs();
            }
            case Effect.Ghost e -> on.connectFromNobody(e.lifeNs());
            case Effect.StreamLost e -> on.loseStream(e.side());
            case Effect.Damage e -> damage = e.bits();
            case Effect.Slow e -> {
                Hazards host = hosts[e.side().ordinal()];
                host.slowNs = e.stepNs();
                host.slowUntilNs = healed(e.forNs());
            }
            case Effect.DiskFull e -> hosts[e.side().ordinal()].diskFullUntilNs = healed(e.forNs());
            case Effect.NoResume e -> hosts[1].noResumeUntilNs = healed(e.forNs());
            case Effect.Crash e -> {
                healed(e.downNs());
                on.crash(e.side(), e.downNs());
            }
            case Effect.Cancel e -> on.cancel();
            case Effect.WrongClock e -> {} // from the start
        }
    }

    private long healed(long forNs) {
        long untilNs = simulation.nowNs() + forNs;
        healedNs = Math.max(healedNs, untilNs);
        return untilNs;
    }

    @Override
    public long heldUpNs(@Nullable BodyCase what) {
        long ns = heldUpNs;
        heldUpNs = 0;
        return ns;
    }

    @Override
    public void arrives(@Nullable BodyCase what) {
        if (what == null) {
            framesBefore++;
        } else {
            messagesBefore.merge(what, 1, Integer::sum);
        }
        if (!waiting.isEmpty()) {
            reached(moment -> is(moment, what, false));
        }
    }

    @Override
    public void taken(@Nullable BodyCase what) {
        if (what == null) {
            framesBehind++;
        } else {
            messagesBehind.merge(what, 1, Integer::sum);
        }
        if (!waiting.isEmpty()) {
            reached(moment -> is(moment, what, true));
        }
    }

    private boolean is(Moment moment, @Nullable BodyCase what, boolean behind) {
        return switch (moment) {
            case Moment.Message m ->
                    m.what() == what
                            && m.behind() == behind
                            && m.nth()
                                    == (behind ? messagesBehind : messagesBefore)
                                            .getOrDefault(what, 0);
            case Moment.Frame f ->
                    what == null
                            && f.behind() == behind
                            && f.nth() == (behind ? framesBehind : framesBefore);
            default -> false;
        };
    }

    @Override
    public boolean isRefused() {
        return simulation.nowNs() < refusedUntilNs;
    }

    @Override
    public Lingering lingering() {
        return lingering;
    }

    @Override
    public boolean damages(MemorySegment frame) {
        Long bits = damage;
        if (bits == null) {
            return false;
        }
        damage = null;
        SplitMix64 random = new SplitMix64(bits);
        long count = 1 + random.nextLong(MOST_BITS);
        long first = random.nextLong(frame.byteSize() * Byte.SIZE);
        flip(frame, first);
        for (long i = 1; i < count; i++) {
            // Next to the first, so that none is flipped back.
            flip(frame, (first + i) % (frame.byteSize() * Byte.SIZE));
        }
        return true;
    }

    private static void flip(MemorySegment frame, long bit) {
        long at = bit / Byte.SIZE;
        byte before = frame.get(ValueLayout.JAVA_BYTE, at);
        frame.set(ValueLayout.JAVA_BYTE, at, (byte) (before ^ 1 << bit % Byte.SIZE));
    }

    /** What goes wrong on one host. */
    private final class Hazards implements HostHazards {
        private final Side side;
        private long slowNs;
        private long slowUntilNs;
        private long diskFullUntilNs;
        private long noResumeUntilNs;
        private int crashes;

        Hazards(Side side) {
            this.side = side;
        }

        @Override
        public long slowNs() {
            return simulation.nowNs() < slowUntilNs ? slowNs : 0;
        }

        @Override
        public boolean journalFails(Step step) {
            int crashesBefore = crashes;
            reached(step, false);
            return crashes != crashesBefore || simulation.nowNs() < diskFullUntilNs;
        }

        @Override
        public void written(Step step) {
            reached(step, true);
        }

        @Override
        public boolean resumeFails() {
            return simulation.nowNs() < noResumeUntilNs;
        }

        private void reached(Step step, boolean behind) {
            int[] counts = (behind ? stepsBehind : stepsBefore)[side.ordinal()];
            int nth = ++counts[step.ordinal()];
            if (!waiting.isEmpty()) {
                FaultScript.this.reached(
                        moment ->
                                moment instanceof Moment.Journal m
                                        && m.side() == side
                                        && m.step() == step
                                        && m.behind() == behind
                                        && m.nth() == nth);
            }
        }
    }

    /** A host crashes, whoever let it: what it was about to write is not written. */
    void crashes(Side side) {
        hosts[side.ordinal()].crashes++;
    }
}
