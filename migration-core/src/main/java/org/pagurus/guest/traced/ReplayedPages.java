package org.pagurus.guest.traced;

/** Which pages a traced guest writes when, for those who model it. */
public final class ReplayedPages {
    private ReplayedPages() {}

    /**
     * The pages written in an interval, each once, evenly over its time: those that change and
     * those that are rewritten as they are.
     *
     * @param interval 0 to less than the trace has
     */
    public static int[] of(TraceDirectory trace, TracedConfig config, int interval) {
        IntervalPlan plan =
                IntervalPlan.make(trace, interval, config.dirtyFactorPermille(), config.seed());
        int[] pages = new int[plan.writes()];
        for (int write = 0; write < pages.length; write++) {
            pages[write] = plan.page(write);
        }
        return pages;
    }
}
