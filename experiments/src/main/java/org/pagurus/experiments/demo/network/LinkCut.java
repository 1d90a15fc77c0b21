package org.pagurus.experiments.demo.network;

/**
 * A cut of the migration link.
 *
 * @param atNs when, counted from the start of the migration
 * @param forNs how long it lasts
 */
public record LinkCut(long atNs, long forNs) {}
