package org.pagurus.experiments.scenario.run;

import java.util.HashMap;
import java.util.Map;
import org.pagurus.codec.select.SelectorKind;
import org.pagurus.experiments.scenario.GuestPlan;
import org.pagurus.guest.GuestException;
import org.pagurus.guest.synthetic.SyntheticConfig;
import org.pagurus.guest.traced.TraceDirectory;
import org.pagurus.guest.traced.TracedConfig;
import org.pagurus.memory.Page;
import org.pagurus.simulator.fluid.FluidGuest;
import org.pagurus.simulator.sample.GuestSample;
import org.pagurus.simulator.sample.SamplingChoice;
import org.pagurus.simulator.sample.ServiceWrites;

/**
 * The guests of a fluid run, with what their pages take. Guests with the same contents and the same
 * settings share one sample, whatever their seeds.
 */
final class FluidGuests {
    private final long seed;
    private final Map<Key, FluidGuest> guests = new HashMap<>();

    /** What a sample depends on. */
    private record Key(
            Object contents,
            long memoryBytes,
            SelectorKind selector,
            int streams,
            int encoders,
            long deltaCacheBytes,
            double linkBytesPerSecond) {}

    /** What a trace's classes depend on beside its service. */
    private record Replay(
            TraceDirectory trace, TracedConfig config, double speed, boolean loop, long offsetNs) {}

    /**
     * @param seed of the contents of all samples
     */
    FluidGuests(long seed) {
        this.seed = seed;
    }

    /**
     * A guest that has run since the scenario's start.
     *
     * @param startNs when its migration starts
     * @throws RunException when its trace can't be read
     */
    FluidGuest guest(GuestPlan plan, long startNs, SamplingChoice choice) throws RunException {
        Object contents =
                switch (plan) {
                    case GuestPlan.Synthetic synthetic -> synthetic.config(seed);
                    case GuestPlan.Traced traced ->
                            new Replay(
                                    traced.trace(),
                                    TracedConfig.of(traced.trace(), traced.serviceBytes()),
                                    traced.speed(),
                                    traced.loop(),
                                    traced.offsetNs());
                };
        Key key =
                new Key(
                        contents,
                        plan.memoryBytes(),
                        choice.selector(),
                        choice.streams(),
                        choice.encoders(),
                        choice.deltaCacheBytes(),
                        choice.linkBytesPerSecond());
        long ranNs = startNs + offsetNs(contents);
        FluidGuest known = guests.get(key);
        if (known == null) {
            known = sample(plan, contents, ranNs, choice);
            guests.put(key, known);
        }
        return new FluidGuest(known.pages(), known.costs(), ranNs, known.firstRawPages());
    }

    private static long offsetNs(Object contents) {
        return contents instanceof Replay replay
                ? Math.round(replay.offsetNs() / replay.speed())
                : 0;
    }

    private static FluidGuest sample(
            GuestPlan plan, Object contents, long ranNs, SamplingChoice choice)
            throws RunException {
        try (GuestSample sample = open(plan, contents, ranNs)) {
            return sample.guest(choice);
        } catch (GuestException e) {
            throw new RunException(
                    "guest " + plan.name(), "one whose pages can be read", "that they can't: " + e);
        }
    }

    /** Clients are not part of a scenario: they don't write. */
    private static GuestSample open(GuestPlan plan, Object contents, long ranNs)
            throws GuestException {
        return contents instanceof Replay replay
                ? GuestSample.of(
                        replay.trace(),
                        replay.config(),
                        replay.speed(),
                        replay.loop(),
                        ranNs,
                        ServiceWrites.NONE)
                : GuestSample.of(
                        (SyntheticConfig) contents,
                        Page.count(plan.memoryBytes()),
                        ranNs,
                        ServiceWrites.NONE);
    }
}
