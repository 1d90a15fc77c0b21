package org.pagurus.experiments.progress;

/** Hears how many runs of an experiment are finished. Used by one thread. */
@FunctionalInterface
public interface RunsProgress {
    /** Nobody listens. */
    RunsProgress NONE = (finished, expected) -> {};

    /**
     * @param finished runs, those of an earlier time included
     * @param expected how many there will be, as far as is known: repetitions that go on until a
     *     point is known well enough may become more
     */
    void show(long finished, long expected);
}
