package org.pagurus.experiments.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.demo.DemoException;
import org.pagurus.experiments.demo.HostCommandLine;
import org.pagurus.experiments.demo.HostGroup;
import org.pagurus.experiments.scenario.GuestPlan;
import org.pagurus.experiments.scenario.MigrationPlan;
import org.pagurus.experiments.scenario.MigrationScenario;
import org.pagurus.experiments.scenario.run.RunException;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.memory.DirtyLogs;

/** The hosts that guests leave or come to; the others of a scenario have nothing to do. */
final class LiveHosts {
    /**
     * What a host's guests take, whether they are there at first or come.
     *
     * @param streams over which they come
     */
    private record Need(long memoryBytes, int streams) {
        Need plus(long bytes, int more) {
            return new Need(memoryBytes + bytes, streams + more);
        }
    }

    private LiveHosts() {}

    /** How many there are. */
    static int count(MigrationScenario scenario) {
        return needs(scenario).size();
    }

    /**
     * Starts them.
     *
     * @param limitNs when it is over, all are ended
     */
    static HostGroup start(MigrationScenario scenario, LiveNetwork net, long limitNs)
            throws DemoException, RunException, IOException, InterruptedException {
        Path traces = tracesDirectory(scenario);
        DirtyLogKind dirtyLog =
                DirtyLogs.unavailable(DirtyLogKind.KERNEL).isEmpty()
                        ? DirtyLogKind.KERNEL
                        : DirtyLogKind.SOFTWARE;
        Map<String, List<String>> commands = new LinkedHashMap<>();
        needs(scenario)
                .forEach(
                        (host, need) ->
                                commands.put(
                                        host,
                                        net.hostCommand(
                                                host,
                                                HostCommandLine.of(
                                                        need.memoryBytes,
                                                        need.streams,
                                                        dirtyLog,
                                                        traces))));
        return HostGroup.start(commands, limitNs);
    }

    private static Map<String, Need> needs(MigrationScenario scenario) {
        Map<String, Need> needs = new LinkedHashMap<>();
        for (MigrationPlan migration : scenario.migrations()) {
            long bytes = scenario.guest(migration.guest()).memoryBytes();
            int streams = migration.settings().streams();
            Need none = new Need(0, 0);
            needs.merge(migration.from(), none.plus(bytes, 0), (a, b) -> a.plus(bytes, 0));
            needs.merge(
                    migration.to(), none.plus(bytes, streams), (a, b) -> a.plus(bytes, streams));
        }
        return needs;
    }

    /** A host finds all its traces side by side. */
    private static Path tracesDirectory(MigrationScenario scenario) throws RunException {
        GuestPlan.@Nullable Traced first = null;
        for (MigrationPlan migration : scenario.migrations()) {
            if (scenario.guest(migration.guest()) instanceof GuestPlan.Traced traced) {
                first = first == null ? traced : first;
                if (!parent(traced).equals(parent(first))) {
                    throw new RunException(
                            "trace of guest " + traced.name(),
                            "one beside that of guest "
                                    + first.name()
                                    + " with mode live, in "
                                    + parent(first)
                                    + ",",
                            traced.directory());
                }
            }
        }
        return first == null ? Path.of(".") : parent(first);
    }

    private static Path parent(GuestPlan.Traced guest) {
        Path parent = guest.directory().getParent();
        return parent == null ? guest.directory() : parent;
    }
}
