package org.pagurus.experiments.scenario;

/**
 * What every scenario has.
 *
 * @param name for reports
 * @param description one line: what it shows; may be empty
 * @param seed of all random choices
 */
public record About(String name, String description, long seed) {
    About withSeed(long other) {
        return new About(name, description, other);
    }
}
