package org.pagurus.checkpoint;

import org.pagurus.guest.GuestDescription;

/**
 * What a checkpoint says before the guest's memory.
 *
 * @param guest all that a host needs to make room for it
 * @param savedAtMs when the saving began, in milliseconds since 1970
 */
public record CheckpointHeader(GuestDescription guest, long savedAtMs) {}
