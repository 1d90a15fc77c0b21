package org.pagurus.experiments.scenario.read;

import org.pagurus.experiments.scenario.Scenario;
import org.pagurus.experiments.scenario.yaml.FieldValues;
import org.pagurus.experiments.scenario.yaml.ObjectType;

/**
 * What a scenario's file says, with every default filled in that is not the same wherever it is
 * left out. Paths are absolute.
 *
 * @param type of its fields
 * @param scenario what they come to
 */
public record FilledScenario(ObjectType type, FieldValues values, Scenario scenario) {
    /** The same with another seed. */
    public FilledScenario withSeed(long seed) {
        return new FilledScenario(
                type, values.with(CommonFields.SEED, seed), scenario.withSeed(seed));
    }
}
