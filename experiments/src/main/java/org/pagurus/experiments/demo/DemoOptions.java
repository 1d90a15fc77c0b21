package org.pagurus.experiments.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pagurus.experiments.demo.network.LinkCut;
import org.pagurus.guest.GuestDescription;
import org.pagurus.memory.DirtyLogKind;
import org.pagurus.transport.command.MigrationSettings;

/**
 * What the demo is to show.
 *
 * @param guest the guest that migrates; its key-value service is what the client works against
 * @param settings how it migrates
 * @param dirtyLog of both hosts
 * @param tracesDirectory of both hosts
 * @param warmUpNs how long the client works before the migration, and again after it
 * @param seed of the client
 * @param network what joins hosts, guest and client
 * @param linkCut when the migration link is cut, or null for never; in namespaces alone
 */
public record DemoOptions(
        GuestDescription guest,
        MigrationSettings settings,
        DirtyLogKind dirtyLog,
        Path tracesDirectory,
        long warmUpNs,
        long seed,
        NetworkKind network,
        @Nullable LinkCut linkCut) {
    /** What joins hosts, guest and client. */
    public enum NetworkKind {
        /** A virtual switch. */
        VIRTUAL,
        /** Real networks in network namespaces; needs root. */
        NAMESPACES
    }
}
