package org.pagurus.experiments.demo;

import java.nio.file.Path;
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
 */
public record DemoOptions(
        GuestDescription guest,
        MigrationSettings settings,
        DirtyLogKind dirtyLog,
        Path tracesDirectory,
        long warmUpNs,
        long seed) {}
