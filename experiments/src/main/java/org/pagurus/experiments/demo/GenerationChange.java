package org.pagurus.experiments.demo;

/**
 * The guest moved, as a client sees it.
 *
 * @param from the generation of the replies before, unsigned
 * @param to the generation of the replies after, unsigned
 * @param networkDowntimeNs the arrival of the last reply of {@code from} to the arrival of the
 *     first reply of {@code to}. It includes the client's own pause between two requests.
 */
public record GenerationChange(int from, int to, long networkDowntimeNs) {}
