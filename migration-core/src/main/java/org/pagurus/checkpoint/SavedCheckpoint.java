package org.pagurus.checkpoint;

/**
 * What a checkpoint took.
 *
 * @param rounds over the guest's memory, the last one while it was paused
 * @param pages written in all rounds
 * @param fileBytes the size of the file
 * @param durationNs from the start until all of it was on the disk
 * @param pauseNs how long the guest was paused: from before the pause until it ran again
 */
public record SavedCheckpoint(
        int rounds, long pages, long fileBytes, long durationNs, long pauseNs) {}
