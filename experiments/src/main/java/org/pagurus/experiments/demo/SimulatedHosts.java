package org.pagurus.experiments.demo;

/**
 * Where the hosts of a simulated migration are.
 *
 * @param oneMachine whether both are on one machine, whose loopback joins them, as in the demo; or
 *     each on a machine of its own, with a link of the rate that they may send at
 * @param requestsPerSecond what a client asks of the guest's service; 0 for no client
 */
public record SimulatedHosts(boolean oneMachine, int requestsPerSecond) {
    /** Those of the demo, with its client. */
    public static final SimulatedHosts DEMO = new SimulatedHosts(true, 1_000);

    /** Two machines, and a guest that nobody works against. */
    public static final SimulatedHosts TWO_MACHINES = new SimulatedHosts(false, 0);

    public SimulatedHosts {
        if (requestsPerSecond < 0
                || requestsPerSecond > LoadClientOptions.MAX_REQUESTS_PER_SECOND) {
            throw new IllegalArgumentException(
                    "requestsPerSecond: expected 0 to "
                            + LoadClientOptions.MAX_REQUESTS_PER_SECOND
                            + " but found "
                            + requestsPerSecond);
        }
    }

    /** For a guest of which each page stands for so many. */
    public SimulatedHosts withPagesOf(int pages) {
        return new SimulatedHosts(
                oneMachine, requestsPerSecond == 0 ? 0 : Math.max(1, requestsPerSecond / pages));
    }
}
