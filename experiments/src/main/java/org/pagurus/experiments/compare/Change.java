package org.pagurus.experiments.compare;

/**
 * Something that is set otherwise in the two.
 *
 * @param field a path in the scenario, or what else it is
 * @param first what it is in the first; {@code -} when it is not there
 */
public record Change(String field, String first, String second) {}
