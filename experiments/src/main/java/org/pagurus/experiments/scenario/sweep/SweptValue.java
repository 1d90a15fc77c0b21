package org.pagurus.experiments.scenario.sweep;

import org.pagurus.experiments.scenario.yaml.YamlValue;

/**
 * A value that a field takes.
 *
 * @param label the value on one line; no other value of the field has it
 * @param name where it stands, such as {@code sweep.link.rate[1]}
 */
public record SweptValue(String label, String name, YamlValue value) {}
