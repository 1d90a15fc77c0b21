package org.pagurus.engine.page;

/**
 * So few pages that an event loop encodes or decodes them itself. To hand them over to another
 * thread and back can take longer than the work: each time a processor must be free, and while the
 * guest is paused everybody waits.
 */
public final class FewPages {
    /**
     * Encoding takes up to about 20 microseconds a page, 55 for the window at its highest level,
     * which only slow links see; decoding up to 5. So an event loop is kept from its other channels
     * for 0.6 ms, and at worst for two.
     */
    public static final int MOST = 32;

    private FewPages() {}
}
