package org.pagurus.experiments.scenario;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Guests that migrate over a network.
 *
 * @param fidelity how finely it is simulated; {@link Fidelity#EXACT} where it is run for real
 * @param guests at least one, each with a name of its own
 * @param migrations at least one; each moves a guest of its own, between hosts of the network that
 *     have a path
 * @param changes of links, in the file's order
 * @param costs a table of what work takes; null for the one that is shipped
 */
public record MigrationScenario(
        About about,
        Mode mode,
        Fidelity fidelity,
        List<GuestPlan> guests,
        NetworkPlan network,
        List<MigrationPlan> migrations,
        List<LinkChangePlan> changes,
        @Nullable Path costs)
        implements Scenario {
    public MigrationScenario {
        guests = List.copyOf(guests);
        migrations = List.copyOf(migrations);
        changes = List.copyOf(changes);
    }

    @Override
    public MigrationScenario withSeed(long seed) {
        return new MigrationScenario(
                about.withSeed(seed), mode, fidelity, guests, network, migrations, changes, costs);
    }

    /** The guest of that name, which there must be. */
    public GuestPlan guest(String name) {
        return guests.stream().filter(g -> g.name().equals(name)).findFirst().orElseThrow();
    }
}
