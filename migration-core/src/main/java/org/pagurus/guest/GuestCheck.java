package org.pagurus.guest;

/**
 * What a look at a guest's memory gave.
 *
 * @param intact whether what must hold of it at any time does hold
 * @param text one line: how far the guest is, or where it is broken
 */
public record GuestCheck(boolean intact, String text) {}
