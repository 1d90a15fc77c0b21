package org.pagurus.experiments.scenario;

import org.pagurus.transport.command.MigrationSettings;

/**
 * A migration of a scenario.
 *
 * @param guest its name
 * @param from the host on which it runs at first
 * @param startNs when it starts, from the scenario's start
 */
public record MigrationPlan(
        String guest, String from, String to, long startNs, MigrationSettings settings) {}
