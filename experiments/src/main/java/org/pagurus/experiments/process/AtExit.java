package org.pagurus.experiments.process;

/**
 * What is to be undone when this process ends before whoever made it has undone it, and closed
 * this. It may be undone twice, at the same time too.
 */
public final class AtExit implements AutoCloseable {
    private final Thread hook;

    /**
     * @param threadName of the thread that undoes it when the process ends
     */
    public AtExit(String threadName, Runnable undo) {
        hook = Thread.ofPlatform().name(threadName).unstarted(undo);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** It is undone: nothing is left to do when the process ends. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending; the hook has done it, or does it as well.
        }
    }
}
